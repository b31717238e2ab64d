"""Right code opens a sealed solution, whoever wrote it, and nothing else does."""

import shutil
from collections.abc import Callable
from functools import cache

import msgspec
import pytest
from msgspec.structs import replace

from checks import catalog, edition, submission
from checks.check.facts import all_facts
from checks.desk import seal
from checks.desk.seal import Seal
from checks.errors import KitError
from checks.instructor import release
from checks.instructor.release import stub
from checks.run.worker import Observations, Worker, observe
from checks.submission import Submission
from tests import table
from tests.conftest import PASSPHRASE, SOLUTIONS, SOURCE, demand_refused, run_kit
from tests.table import BANK, RIGHT, Answer
from tests.test_engine_exercise import OWN

pytestmark = pytest.mark.slow  # scenarios of their own, and a cipher that is slow on purpose

REFERENCE = submission.at(SOLUTIONS)
SEALED = [one.id for one in catalog.exercises() if one.stubbed]
WRONG = (BANK, "tests/variants/strangers", "tests/variants/unknown")


@cache
def sealed(exercise: str) -> Seal:
    return release.sealed(catalog.exercise(exercise), PASSPHRASE)


def seen(one: Seal, submitted: Submission, worker: Worker | None = None) -> Observations:
    asked = {one.exercise: list(seal.scenarios(one).values())}
    return observe(submitted, [catalog.exercise(one.exercise)], asked=asked, worker=worker)


def secret(exercise: str, submitted: Submission, worker: Worker | None = None) -> bytes:
    one = sealed(exercise)
    return seal.answers(seen(one, submitted, worker), seal.scenarios(one))


@cache
def right(exercise: str) -> bytes:
    """Return the secret that opens a seal; the first test holds it to the seal itself."""
    return secret(exercise, REFERENCE)


def opening(*folders: str, step: int = 1) -> dict[bool, list[str]]:
    """Return which answers in some folders, or each third one, open their seals, and which not."""

    def opens(one: Answer, worker: Worker) -> bool:
        return secret(one.exercise, one.submission, worker) == right(one.exercise)

    found = [one for one in table.answers() if one.folder in folders and one.exercise in SEALED]
    told: dict[bool, list[str]] = {True: [], False: []}
    for one, is_open in zip(found[::step], table.each(opens, found[::step]), strict=True):
        told[is_open].append(one.name)
    return told


# What opens it


def in_it(exercise: str) -> str:
    """Return what a seal holds: the reference, and other ways to write it."""
    folder, ways = SOLUTIONS / "alternatives" / exercise, catalog.exercise(exercise).ways
    assert 1 <= len(ways) <= 2
    others = ((folder / f"{one}.py").read_text("utf-8") for one in ways)
    return "\f".join([SOURCE[exercise], *others])


@pytest.mark.parametrize("exercise", SEALED)
def test_the_reference_opens_its_seal_and_the_published_answers_do_not(exercise):
    one = sealed(exercise)
    assert seal.open_by_answers(one, seen(one, REFERENCE)) == in_it(exercise)
    published = observe(REFERENCE, [catalog.exercise(exercise)])
    with pytest.raises(KitError, match="has not opened"):
        seal.open_by_answers(one, published)
    known = catalog.scenarios()
    drawn = {name: given for name, given in one.scenarios.items() if not known[name].random}
    encoded = msgspec.json.encode
    same = [name for name, given in drawn.items() if encoded(given) == encoded(known[name].given)]
    assert len(same) < len(drawn) / 2  # a drawing that may round has only its published numbers


def test_every_right_answer_opens_the_seal_and_no_mistake_does(tmp_path):
    assert opening(*RIGHT)[False] == []
    assert opening(*WRONG, step=3)[True] == []
    engine = tmp_path / "engine.py"  # one's own opens the same seal
    engine.write_text(OWN, encoding="utf-8")
    for exercise in ("neuron", "mlp"):
        assert secret(exercise, REFERENCE.having("engine", engine)) == right(exercise)


# Rounding, on every machine the same


@pytest.mark.parametrize("exercise", SEALED)
def test_what_may_differ_between_two_right_answers_changes_no_secret(exercise):
    """Checks allow 1e-9 of a number; a seal, fifty times as much, but none of a count."""
    scenarios = seal.scenarios(sealed(exercise))
    shown = all_facts(seen(sealed(exercise), REFERENCE).values(), scenarios)
    assert len(release.numbers(shown)) > 5
    for number in release.numbers(shown):
        near = {seal.rounded(number * factor) for factor in (1 - 5e-8, 1, 1 + 5e-8)}
        assert len(near) == 1 or seal.rounded(number + 1) != seal.rounded(number)
    assert release.bits(scenarios, shown) >= release.LEAST_BITS


def test_the_pages_say_what_a_try_costs():
    said = " ".join((SOLUTIONS / "README.md").read_text(encoding="utf-8").split())
    assert seal.COST == {"n": 2**17, "r": 8, "p": 1}
    assert "N = 2^17, r = 8, p = 1" in said
    assert f"{128 * seal.COST['n'] * seal.COST['r'] >> 20} MB" in said
    assert f"at least {release.LEAST_BITS} bits" in said


# The file, and a passphrase


def test_the_passphrase_alone_opens_it_however_it_is_typed():
    one = sealed("mlp")
    assert seal.open_by_passphrase(one, f" {PASSPHRASE.replace(' ', '  ')} ") == in_it("mlp")
    swapped = replace(one, by_answers=one.by_passphrase, by_passphrase=one.by_answers)
    for other, typed in ((one, PASSPHRASE + "s"), (swapped, PASSPHRASE)):
        with pytest.raises(KitError, match="does not open"):
            seal.open_by_passphrase(other, typed)
    with pytest.raises(KitError, match="without a passphrase"):
        seal.open_by_passphrase(replace(one, by_passphrase=b""), "")
    with pytest.raises(KitError, match="at least 12"):
        release.sealed(catalog.exercise("neuron"), "letmein")


def test_a_seal_that_was_forged_does_not_open():
    """Who changes a file can change the list of files, too: the cipher still tells."""
    one = sealed("layer")
    flipped = one.by_answers[:-1] + bytes([one.by_answers[-1] ^ 1])
    fewer = dict(list(one.scenarios.items())[1:])
    for forged in (replace(one, by_answers=flipped), replace(one, scenarios=fewer)):
        with pytest.raises(KitError, match="has not opened"):
            seal.open_by_answers(forged, seen(forged, REFERENCE))


# In an edition, as a learner meets it

SHOWN = "return outputs[0] if len(outputs) == 1 else outputs"  # only the reference says it so


def test_the_seal_opens_at_the_pass_and_not_while_one_function_is_a_stub(copy):
    path = copy / "exercises" / "layer.py"
    for left in catalog.exercise("layer").stubbed:
        path.write_text(stub(SOURCE["layer"], {left: "do it."}), encoding="utf-8")
        done = run_kit(copy, "solution", "layer", "--spoil")
        demand_refused(done, "does not pass yet", "python -m checks layer")
    path.write_text(table.text("solutions/alternatives/layer/plain_loops.py"), encoding="utf-8")
    done = run_kit(copy, "solution", "layer", COLUMNS="200")
    assert (done.returncode, done.stderr) == (0, "")
    assert SHOWN in done.stdout
    assert done.stdout.count("Another way  ") == 2


def test_a_passphrase_opens_it_and_what_is_changed_or_lacking_does_not(copy):
    """Whoever makes the kit call everything a pass is still without the key."""
    command = ("solution", "layer", "--passphrase")
    assert SHOWN in run_kit(copy, *command, typed=f"{PASSPHRASE}\n", COLUMNS="200").stdout
    other = run_kit(copy, *command, typed="guess\n")
    demand_refused(other, "This passphrase does not open the solution of layer")

    (copy / "cryptography.py").write_text("raise ImportError\n", encoding="utf-8")
    shutil.copy(SOLUTIONS / "layer.py", copy / "exercises")
    demand_refused(run_kit(copy, "solution", "layer"), "cryptography", "pip install")
    with (copy / "checks" / "check" / "session.py").open("a", encoding="utf-8") as file:
        file.write("\n\ndef check(*_):\n    result = type('', (), {'verdict': 'pass'})\n")
        file.write("    return type('', (), {'result': result})\n")
    demand_refused(run_kit(copy, "solution", "layer"), "The kit itself was changed")


CHANGES: tuple[Callable[[bytes], bytes], ...] = (
    lambda data: data[: len(data) // 2],
    lambda data: data.replace(b'"version":1', b'"version":2'),
    lambda data: data.replace(b'"layer"', b'"neuron"'),
    lambda data: b"[" * 100_000,
)


def test_a_seal_that_is_not_as_it_was_handed_out_is_refused(copy, monkeypatch):
    monkeypatch.setattr(seal, "SOLUTIONS", copy / "solutions")
    monkeypatch.setattr(edition, "ROOT", copy)
    monkeypatch.setattr(edition, "PATH", copy / "checks" / "edition.json")
    path, layer = copy / "solutions" / "layer.seal", catalog.exercise("layer")
    assert seal.read(layer) == sealed("layer")  # it is the same every time
    data = path.read_bytes()
    for change in CHANGES:
        path.write_bytes(change(data))
        with pytest.raises(KitError, match="not as it was handed out"):
            seal.read(layer)
    path.unlink()
    with pytest.raises(KitError, match="no sealed solution of layer"):
        seal.read(layer)
    strange = replace(sealed("layer"), scenarios={"layer.cell": {}})
    with pytest.raises(KitError, match="not as it was handed out"):
        seal.scenarios(strange)
