"""Right code opens a sealed solution, whoever wrote it, and nothing else does."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from itertools import groupby
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from checks import catalog, edition, submission
from checks.check.facts import all_facts
from checks.desk import seal
from checks.desk.seal import Seal
from checks.errors import KitError
from checks.instructor import sealing
from checks.instructor.stubs import stub
from checks.run.worker import Observations, Worker, observe
from checks.submission import Submission
from tests import table
from tests.table import BANK, RIGHT, Answer
from tests.test_engine_exercise import OWN

pytestmark = pytest.mark.slow  # scenarios of their own, and a cipher that is slow on purpose

ROOT = Path(__file__).resolve().parents[1]
SOLUTIONS = ROOT / "solutions"
REFERENCE = submission.at(SOLUTIONS)
SEALED = [one.id for one in catalog.exercises() if one.stubbed]
WRONG = (BANK, "tests/variants/strangers", "tests/variants/unknown")
PASSPHRASE = "quartz gondola thistle rye"
SHARES = [6, pytest.param(1, marks=pytest.mark.slow)]  # of the answers: every so many, or all


@cache
def sealed(exercise: str) -> Seal:
    return sealing.sealed(catalog.exercise(exercise), PASSPHRASE)


def text(exercise: str) -> str:
    return (SOLUTIONS / catalog.exercise(exercise).file).read_text(encoding="utf-8")


def seen(one: Seal, submitted: Submission, worker: Worker | None = None) -> Observations:
    """Return what a submission does in the scenarios of a seal."""
    asked = {one.exercise: list(seal.scenarios(one).values())}
    own = [catalog.exercise(one.exercise)]
    return observe(submitted, own, asked=asked, worker=worker)


def secret(exercise: str, submitted: Submission, worker: Worker | None = None) -> bytes:
    found = seen(sealed(exercise), submitted, worker)
    return seal.answers(all_facts(found.values(), seal.scenarios(sealed(exercise))), found)


@cache
def right(exercise: str) -> bytes:
    """Return the secret that opens a seal; the tests below hold it to the seal itself."""
    return secret(exercise, REFERENCE)


def some(share: int, *folders: str) -> list[Answer]:
    """Return every so many of the answers to each exercise that is sealed, at least one."""
    found = (one for one in table.answers() if one.folder in folders and one.exercise in SEALED)
    groups = groupby(found, lambda one: (one.folder, one.exercise))
    return [one for _, group in groups for one in list(group)[::share]]


def opens(answers: list[Answer]) -> dict[str, bool]:
    """Tell of each answer whether it opens its seal."""
    found = table.each(
        lambda one, worker: secret(one.exercise, one.submission, worker) == right(one.exercise),
        answers,
    )
    return {one.name: is_open for one, is_open in zip(answers, found, strict=True)}


# What opens it


@pytest.mark.parametrize("exercise", SEALED)
def test_the_reference_opens_its_seal_and_the_published_answers_do_not(exercise: str) -> None:
    one = sealed(exercise)
    assert seal.open_by_answers(one, seen(one, REFERENCE)) == text(exercise)
    published = observe(REFERENCE, [catalog.exercise(exercise)])
    with pytest.raises(KitError, match="has not opened"):
        seal.open_by_answers(one, published)
    known = catalog.scenarios()
    drawn = {name: given for name, given in one.scenarios.items() if not known[name].random}
    encoded = msgspec.json.encode
    same = [name for name, given in drawn.items() if encoded(given) == encoded(known[name].given)]
    assert len(same) < len(drawn) / 2  # a drawing that may round has only its published numbers


@pytest.mark.parametrize("share", SHARES)
def test_every_right_answer_opens_the_seal(share: int) -> None:
    shut = [name for name, is_open in opens(some(share, *RIGHT)).items() if not is_open]
    assert not shut, "\n".join(["", *shut])


@pytest.mark.parametrize("share", SHARES)
def test_no_mistake_opens_the_seal(share: int) -> None:
    found = [name for name, is_open in opens(some(2 * share - 1, *WRONG)).items() if is_open]
    assert not found, "\n".join(["", *found])


def test_a_mistake_is_kept_out_by_the_cipher_itself() -> None:
    wrong = next(one for one in some(1, BANK) if one.name.endswith("layer/reversed_outputs.py"))
    assert secret("layer", wrong.submission)
    with pytest.raises(KitError, match="has not opened"):
        seal.open_by_answers(sealed("layer"), seen(sealed("layer"), wrong.submission))


@pytest.mark.parametrize("exercise", ["neuron", "layer", "mlp"])
def test_an_engine_of_ones_own_opens_the_same_seal(exercise: str, tmp_path: Path) -> None:
    engine = tmp_path / "engine.py"
    engine.write_text(OWN, encoding="utf-8")
    assert secret(exercise, REFERENCE.having("engine", engine)) == right(exercise)


# Rounding, on every machine the same


@pytest.mark.parametrize("exercise", SEALED)
def test_what_may_differ_between_two_right_answers_changes_no_secret(exercise: str) -> None:
    """Checks allow 1e-9 of a number; a seal, fifty times as much, but none of a count."""
    scenarios = seal.scenarios(sealed(exercise))
    shown = all_facts(seen(sealed(exercise), REFERENCE).values(), scenarios)
    numbers = [number for one in shown.values() for number in sealing._numbers(one)]
    assert len(numbers) > 5
    for number in numbers:
        if seal.is_count(number):
            assert seal.rounded(number + 1) != seal.rounded(number)
        else:
            near = {seal.rounded(number * factor) for factor in (1 - 5e-8, 1, 1 + 5e-8)}
            assert len(near) == 1
    assert sealing._bits(scenarios, shown) >= sealing.LEAST_BITS


@pytest.mark.parametrize(
    ("number", "clear"),
    [
        (0.0, True),
        (3e-17, True),  # what is left of 0
        (1e-10, False),  # too near to it
        (0.123456, True),
        (0.12345499999, False),  # rounds to ...45 and ...46
        (9.99995, False),
        (-2.5e-5, True),
    ],
)
def test_a_number_is_clear_if_it_is_far_from_where_it_would_round_otherwise(
    number: float, clear: bool
) -> None:
    assert sealing._is_clear(number) is clear


def test_the_pages_say_what_a_try_costs() -> None:
    page = (SOLUTIONS / "README.md").read_text(encoding="utf-8")
    said = " ".join(page.split())
    assert seal.COST == {"n": 2**17, "r": 8, "p": 1}
    assert "N = 2^17, r = 8, p = 1" in said
    assert f"{128 * seal.COST['n'] * seal.COST['r'] >> 20} MB" in said
    assert f"at least {sealing.LEAST_BITS} bits" in said


# The file, and a passphrase


def test_a_seal_is_the_same_every_time_and_only_numbers_and_cipher_text() -> None:
    one = sealed("layer")
    assert sealing.sealed(catalog.exercise("layer"), PASSPHRASE) == one
    written = msgspec.json.encode(one).decode()
    body = [line.strip() for line in text("layer").splitlines() if len(line.strip()) > 8]
    assert not [line for line in body if line in written]
    assert "class Layer" not in written


def test_the_passphrase_alone_opens_it_however_it_is_typed() -> None:
    one = sealed("mlp")
    assert seal.open_by_passphrase(one, f" {PASSPHRASE.replace(' ', '  ')} ") == text("mlp")
    swapped = replace(one, by_answers=one.by_passphrase, by_passphrase=one.by_answers)
    for other, typed in ((one, PASSPHRASE + "s"), (swapped, PASSPHRASE)):
        with pytest.raises(KitError, match="does not open"):
            seal.open_by_passphrase(other, typed)
    with pytest.raises(KitError, match="without a passphrase"):
        seal.open_by_passphrase(replace(one, by_passphrase=b""), "")
    with pytest.raises(KitError, match="at least 12"):
        sealing.sealed(catalog.exercise("neuron"), "letmein")


@pytest.mark.parametrize("slot", ["by_answers", "scenarios"])
def test_a_seal_that_was_forged_does_not_open(slot: str) -> None:
    """Who changes a file can change the list of files, too: the cipher still tells."""
    one = sealed("layer")
    if slot == "by_answers":
        forged = replace(one, by_answers=one.by_answers[:-1] + bytes([one.by_answers[-1] ^ 1]))
    else:
        forged = replace(one, scenarios=dict(list(one.scenarios.items())[1:]))
    with pytest.raises(KitError, match="has not opened"):
        seal.open_by_answers(forged, seen(forged, REFERENCE))


# In an edition, as a learner meets it

SHOWN = "return outputs[0] if len(outputs) == 1 else outputs"  # only the reference says it so


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("release") / "edition"
    command = [sys.executable, "-m", "checks", "release", str(folder), "--passphrase"]
    subprocess.run(command, cwd=ROOT, input=PASSPHRASE.encode(), capture_output=True, check=True)
    return folder


@pytest.fixture
def copy(released: Path, tmp_path: Path) -> Path:
    """An edition whose layer is solved."""
    folder = shutil.copytree(
        released, tmp_path / "course", ignore=shutil.ignore_patterns(".checks")
    )
    shutil.copy(SOLUTIONS / "layer.py", folder / "exercises")
    return folder


def opened(
    folder: Path, exercise: str, *options: str, typed: str = ""
) -> subprocess.CompletedProcess[str]:
    """Run the command `solution` in an edition, with nothing of this repository in reach."""
    own = {name: is_ for name, is_ in os.environ.items() if name != "PYTHONPATH"}
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "checks", "solution", exercise, *options],
        cwd=folder,
        env={**own, "PYTHONIOENCODING": "utf-8", "COLUMNS": "200"},
        input=typed,
        capture_output=True,
        encoding="utf-8",
        timeout=300,
    )


def demand_one_line(done: subprocess.CompletedProcess[str], *says: str) -> None:
    """Fail unless it says what is the matter in one line, and what to do in another."""
    assert done.returncode == 2, done.stdout + done.stderr
    assert len(done.stderr.splitlines()) == 2, done.stderr
    for words in says:
        assert words in done.stderr


def test_the_seal_opens_at_the_pass_and_not_while_one_function_is_a_stub(copy: Path) -> None:
    path = copy / "exercises" / "layer.py"
    functions = list(catalog.exercise("layer").stubbed)
    for left in functions:
        path.write_text(stub(text("layer"), {left: "do it."}), encoding="utf-8")
        demand_one_line(opened(copy, "layer"), "does not pass yet", "python -m checks layer")
    for name in ("solutions/layer.py", "solutions/alternatives/layer/plain_loops.py"):
        path.write_text(table.text(name), encoding="utf-8")
        done = opened(copy, "layer")
        assert (done.returncode, done.stderr) == (0, "")
        assert SHOWN in done.stdout
    demand_one_line(opened(copy, "neuron"), "does not pass yet")


def test_a_passphrase_opens_it_in_an_edition(copy: Path, released: Path) -> None:
    shutil.copy(released / "exercises" / "layer.py", copy / "exercises")
    assert SHOWN in opened(copy, "layer", "--passphrase", typed=f"{PASSPHRASE}\n").stdout
    other = opened(copy, "layer", "--passphrase", typed="guess\n")
    demand_one_line(other, "This passphrase does not open the solution of layer")
    demand_one_line(opened(copy, "layer", "--spoil"), "does not pass yet")


CHANGES: dict[str, Callable[[bytes], bytes]] = {
    "cut": lambda data: data[: len(data) // 2],
    "nonsense": lambda data: b"\xff\x00{]",
    "another version": lambda data: data.replace(b'"version":1', b'"version":2'),
    "another exercise": lambda data: data.replace(b'"layer"', b'"neuron"'),
    "a strange scenario": lambda data: data.replace(b'"layer.call"', b'"layer.cell"'),
    "too deep": lambda data: b"[" * 100_000,
}


def test_a_changed_seal_says_so_in_one_line(copy: Path) -> None:
    path = copy / "solutions" / "layer.seal"
    data = path.read_bytes()
    for name, change in CHANGES.items():
        assert change(data) != data, name
        path.write_bytes(change(data))
        demand_one_line(opened(copy, "layer"), "not as it was handed out", edition.ANEW)
    path.unlink()
    demand_one_line(opened(copy, "layer"), "no sealed solution of layer")


def test_a_patched_kit_opens_nothing(copy: Path, released: Path) -> None:
    """Whoever makes the kit call everything a pass is still without the key."""
    shutil.copy(released / "exercises" / "layer.py", copy / "exercises")
    with (copy / "checks" / "check" / "session.py").open("a", encoding="utf-8") as file:
        file.write(
            "\n\ndef check(*_):\n    from types import SimpleNamespace\n\n"
            "    return SimpleNamespace(result=SimpleNamespace(verdict='pass'))\n"
        )
    demand_one_line(opened(copy, "layer"), "has not opened")


def test_without_the_package_it_says_what_to_install(copy: Path) -> None:
    (copy / "cryptography.py").write_text("raise ImportError\n", encoding="utf-8")
    demand_one_line(opened(copy, "layer"), "cryptography", "pip install")
