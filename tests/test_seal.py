"""Does right code open a sealed solution, whoever wrote it, and nothing else?"""

import ast
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from checks import catalog, edition, submission
from checks.check.facts import facts
from checks.desk import seal
from checks.desk.seal import Seal
from checks.errors import KitError
from checks.instructor import bank, parcel, release, sealing
from checks.instructor.bank import answer, standing_in
from checks.instructor.stubs import stub
from checks.run.observation import Observation
from checks.run.worker import Observations, observe

ROOT = Path(__file__).resolve().parents[1]
SOLUTIONS = ROOT / "solutions"
VARIANTS = ROOT / "tests" / "variants"
SEALED = [one.id for one in catalog.exercises() if one.stubbed]
PASSPHRASE = "quartz gondola thistle rye"


@cache
def sealed(exercise: str) -> Seal:
    return sealing.sealed(catalog.exercise(exercise), PASSPHRASE)


def text(exercise: str) -> str:
    return (SOLUTIONS / catalog.exercise(exercise).file).read_text(encoding="utf-8")


def seen(exercise: str, submitted: submission.Submission) -> Observations:
    """Return what a submission does in the scenarios of a seal."""
    asked = {exercise: list(seal.scenarios(sealed(exercise)).values())}
    return observe(submitted, [catalog.exercise(exercise)], asked=asked)


def secret(exercise: str, observations: Mapping[str, Observation]) -> bytes:
    scenarios = seal.scenarios(sealed(exercise))
    return seal.answers(facts(observations.values(), scenarios), observations)


@cache
def right(exercise: str) -> bytes:
    """Return the secret that opens a seal; the two tests below hold it to the seal itself."""
    return secret(exercise, seen(exercise, submission.at(SOLUTIONS)))


def answers(*folders: Path) -> list[Path]:
    found = (path for folder in folders for path in sorted(folder.rglob("*.py")))
    return [path.relative_to(ROOT) for path in found if path.parent.name in SEALED]


# 1. What opens it.


@pytest.mark.parametrize("exercise", SEALED)
def test_the_reference_opens_its_seal(exercise: str) -> None:
    observations = seen(exercise, submission.at(SOLUTIONS))
    assert seal.open_by_answers(sealed(exercise), observations) == text(exercise)


@pytest.mark.parametrize("path", answers(bank.ALTERNATIVES, VARIANTS / "right"), ids=str)
def test_every_right_answer_opens_the_seal(path: Path) -> None:
    exercise = path.parent.name
    assert secret(exercise, seen(exercise, answer(ROOT / path))) == right(exercise)


@pytest.mark.parametrize(
    "path",
    answers(bank.MISTAKES, VARIANTS / "strangers", VARIANTS / "unknown"),
    ids=str,
)
def test_no_mistake_opens_the_seal(path: Path) -> None:
    exercise = path.parent.name
    assert secret(exercise, seen(exercise, answer(ROOT / path))) != right(exercise)


def test_a_mistake_is_kept_out_by_the_cipher_itself() -> None:
    path = SOLUTIONS / "mistakes" / "layer" / "reversed_outputs.py"
    observations = seen("layer", answer(path))
    assert secret("layer", observations)
    with pytest.raises(KitError, match="has not opened"):
        seal.open_by_answers(sealed("layer"), observations)


@pytest.mark.parametrize("left", ["Layer.__init__", "Layer.__call__", "Layer.parameters"])
def test_a_seal_stays_shut_while_one_function_is_still_a_stub(left: str, tmp_path: Path) -> None:
    path = tmp_path / "layer.py"
    path.write_text(stub(text("layer"), {left: "do it."}), encoding="utf-8")
    with pytest.raises(KitError, match="has not opened"):
        seal.open_by_answers(sealed("layer"), seen("layer", standing_in("layer", path)))


@pytest.mark.parametrize("exercise", SEALED)
def test_the_answers_that_are_published_do_not_open_it(exercise: str) -> None:
    published = observe(submission.at(SOLUTIONS), [catalog.exercise(exercise)])
    with pytest.raises(KitError, match="has not opened"):
        seal.open_by_answers(sealed(exercise), published)
    known, given = seal.by_id(), sealed(exercise).scenarios
    others = [name for name in given if not known[name].random]
    same = [name for name in others if json.dumps(given[name]) == json.dumps(known[name].given)]
    assert len(same) < len(others) / 2  # a drawing that may round has only its published numbers


OTHER_ENGINE = '''
import math


class Value:
    """Written as micrograd is: parents in a set, a subtraction adds the negative."""

    def __init__(self, data, _children=(), _op=""):
        self.data, self.grad = data, 0
        self._backward, self._prev, self._op = (lambda: None), set(_children), _op

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data + other.data, (self, other), "+")

        def _backward():
            self.grad += out.grad
            other.grad += out.grad

        out._backward = _backward
        return out

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data * other.data, (self, other), "*")

        def _backward():
            self.grad += other.data * out.grad
            other.grad += self.data * out.grad

        out._backward = _backward
        return out

    def tanh(self):
        t = (math.exp(2 * self.data) - 1) / (math.exp(2 * self.data) + 1)
        out = Value(t, (self,), "tanh")

        def _backward():
            self.grad += (1 - t**2) * out.grad

        out._backward = _backward
        return out

    def backward(self):
        topo, visited = [], set()

        def build(v):
            if v not in visited:
                visited.add(v)
                for child in v._prev:
                    build(child)
                topo.append(v)

        build(self)
        self.grad = 1
        for v in reversed(topo):
            v._backward()

    def __neg__(self):
        return self * -1

    def __sub__(self, other):
        return self + (-other)

    def __radd__(self, other):
        return self + other

    def __rmul__(self, other):
        return self * other

    def __rsub__(self, other):
        return -self + other
'''


@pytest.mark.parametrize("exercise", ["neuron", "layer", "mlp"])
def test_an_engine_of_ones_own_opens_the_same_seal(exercise: str, tmp_path: Path) -> None:
    engine = tmp_path / "engine.py"
    engine.write_text(OTHER_ENGINE, encoding="utf-8")
    own = submission.at(SOLUTIONS).having("engine", engine)
    assert secret(exercise, seen(exercise, own)) == right(exercise)


# 2. Rounding, on every machine the same.


@pytest.mark.parametrize("exercise", SEALED)
def test_what_may_differ_between_two_right_answers_changes_no_secret(exercise: str) -> None:
    """Checks allow 1e-9 of a number; a seal, fifty times as much, but none of a count."""
    scenarios = seal.scenarios(sealed(exercise))
    shown = facts(seen(exercise, submission.at(SOLUTIONS)).values(), scenarios)
    numbers = list(sealing._numbers(shown))
    assert len(numbers) > 5
    for number in numbers:
        if seal.is_count(number):
            assert seal.rounded(number + 1) != seal.rounded(number)
            continue
        for factor in (1 - 5e-8, 1 + 5e-8):
            assert seal.rounded(number * factor) == seal.rounded(number)


@pytest.mark.parametrize(
    ("number", "clear"),
    [
        (0.0, True),
        (3e-17, True),  # what is left of 0
        (1e-10, False),  # too near to it
        (0.123456, True),
        (0.12345499999, False),  # rounds to ...45 and ...46
        (9.99995, False),
        (1.0, True),
        (-2.5e-5, True),
    ],
)
def test_a_number_is_clear_if_it_is_far_from_where_it_would_round_otherwise(
    number: float, clear: bool
) -> None:
    assert sealing._is_clear(number) is clear


def test_the_pages_say_what_a_try_costs() -> None:
    page = (SOLUTIONS / "README.md").read_text(encoding="utf-8")
    cost = {"N": seal.COST["n"], "r": seal.COST["r"], "p": seal.COST["p"]}
    assert cost == {"N": 2**17, "r": 8, "p": 1}
    assert "N = 2^17, r = 8,\n  p = 1" in page
    assert f"{128 * cost['N'] * cost['r'] >> 20} MB" in page
    for name in ("README.md", "solutions/README.md"):
        text = " ".join((ROOT / name).read_text(encoding="utf-8").split())
        assert f"at least {sealing.LEAST_BITS} bits" in text


@pytest.mark.parametrize("exercise", SEALED)
def test_there_is_too_much_to_guess(exercise: str) -> None:
    scenarios = seal.scenarios(sealed(exercise))
    shown = facts(seen(exercise, submission.at(SOLUTIONS)).values(), scenarios)
    assert sealing._bits(scenarios, shown) >= sealing.LEAST_BITS


def test_the_same_solution_gives_the_same_seal() -> None:
    assert sealing.sealed(catalog.exercise("neuron"), PASSPHRASE) == sealed("neuron")


def test_a_seal_is_only_numbers_and_cipher_text() -> None:
    written = msgspec.json.encode(sealed("layer")).decode()
    body = [line.strip() for line in text("layer").splitlines() if len(line.strip()) > 8]
    assert not [line for line in body if line in written]
    assert "Layer" not in written


# 3. A passphrase.


def test_the_passphrase_opens_it_however_it_is_typed() -> None:
    one = sealed("mlp")
    assert seal.open_by_passphrase(one, f" {PASSPHRASE.replace(' ', '  ')} ") == text("mlp")


def test_another_passphrase_does_not() -> None:
    with pytest.raises(KitError, match="does not open"):
        seal.open_by_passphrase(sealed("mlp"), PASSPHRASE + "s")


def test_a_seal_without_a_passphrase_says_so() -> None:
    with pytest.raises(KitError, match="without a passphrase"):
        seal.open_by_passphrase(replace(sealed("mlp"), by_passphrase=b""), "")


def test_the_secret_of_one_slot_does_not_open_the_other() -> None:
    one = sealed("mlp")
    swapped = replace(one, by_answers=one.by_passphrase, by_passphrase=one.by_answers)
    with pytest.raises(KitError, match="does not open"):
        seal.open_by_passphrase(swapped, PASSPHRASE)


def test_a_short_passphrase_is_refused() -> None:
    with pytest.raises(KitError, match="at least 12"):
        sealing.sealed(catalog.exercise("neuron"), "letmein")


# 4. In an edition, as a learner meets it.


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("release") / "edition"
    parcel.write(folder, release.files(release.Choice(passphrase=PASSPHRASE)), zipped=False)
    return folder


@pytest.fixture
def copy(released: Path, tmp_path: Path) -> Path:
    return shutil.copytree(released, tmp_path / "course", ignore=shutil.ignore_patterns(".checks"))


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


SHOWN = "return outputs[0] if len(outputs) == 1 else outputs"  # only the reference says it so


def test_the_seal_opens_at_the_pass_and_not_one_function_earlier(copy: Path) -> None:
    path = copy / "exercises" / "layer.py"
    functions = list(catalog.exercise("layer").stubbed)
    stub, solution = path.read_text(encoding="utf-8"), text("layer")
    for count in range(len(functions)):
        path.write_text(merged(stub, solution, functions[:count]), encoding="utf-8")
        demand_one_line(opened(copy, "layer"), "does not pass yet", "python -m checks layer")
    path.write_text(merged(stub, solution, functions), encoding="utf-8")
    done = opened(copy, "layer")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count(SHOWN) == 2
    demand_one_line(opened(copy, "neuron"), "does not pass yet")


def merged(stub: str, solution: str, functions: list[str]) -> str:
    """Return a stub with some methods written as in the solution."""
    tree = ast.parse(stub)
    theirs = {node.name: node for node in ast.walk(ast.parse(solution)) if hasattr(node, "name")}
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and f"Layer.{node.name}" in functions:
            node.body = theirs[node.name].body
    return ast.unparse(tree)


def test_another_right_answer_opens_it_too(copy: Path) -> None:
    other = bank.source(bank.ALTERNATIVES / "layer" / "plain_loops.py")
    (copy / "exercises" / "layer.py").write_text(other, encoding="utf-8")
    assert opened(copy, "layer").stdout.count(SHOWN) == 1


def test_a_passphrase_opens_it_in_an_edition(copy: Path) -> None:
    assert SHOWN in opened(copy, "layer", "--passphrase", typed=f"{PASSPHRASE}\n").stdout
    other = opened(copy, "layer", "--passphrase", typed="guess\n")
    demand_one_line(other, "This passphrase does not open the solution of layer")
    demand_one_line(opened(copy, "layer", "--spoil"), "does not pass yet")


CHANGES = {
    "cut": lambda data: data[: len(data) // 2],
    "empty": lambda data: b"",
    "nonsense": lambda data: b"\xff\x00{]",
    "another version": lambda data: data.replace(b'"version":1', b'"version":2'),
    "another exercise": lambda data: data.replace(b'"layer"', b'"neuron"'),
    "a strange scenario": lambda data: data.replace(b'"layer.call"', b'"layer.cell"'),
    "too deep": lambda data: b"[" * 100_000,
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_seal_says_so_in_one_line(copy: Path, change: str) -> None:
    shutil.copy(SOLUTIONS / "layer.py", copy / "exercises")
    path = copy / "solutions" / "layer.seal"
    data = path.read_bytes()
    path.write_bytes(CHANGES[change](data))
    assert path.read_bytes() != data
    demand_one_line(opened(copy, "layer"), "not as it was handed out", edition.ANEW)


def test_a_seal_that_is_gone_says_so_in_one_line(copy: Path) -> None:
    (copy / "solutions" / "layer.seal").unlink()
    demand_one_line(opened(copy, "layer"), "no sealed solution of layer")


@pytest.mark.parametrize("slot", ["by_answers", "scenarios"])
def test_a_seal_that_was_forged_does_not_open(slot: str) -> None:
    """Who changes a file can change the list of files, too: the cipher still tells."""
    one = sealed("layer")
    if slot == "by_answers":
        forged = replace(one, by_answers=one.by_answers[:-1] + bytes([one.by_answers[-1] ^ 1]))
    else:
        forged = replace(one, scenarios=dict(list(one.scenarios.items())[1:]))
    asked = {"layer": list(seal.scenarios(forged).values())}
    observations = observe(submission.at(SOLUTIONS), [catalog.exercise("layer")], asked=asked)
    with pytest.raises(KitError, match="has not opened"):
        seal.open_by_answers(forged, observations)


def test_a_patched_kit_opens_nothing(copy: Path) -> None:
    """Whoever makes the kit call everything a pass is still without the key."""
    path = copy / "checks" / "judging" / "session.py"
    path.write_text(
        path.read_text(encoding="utf-8")
        + "\n\ndef check(*_):\n    from types import SimpleNamespace\n\n"
        "    return SimpleNamespace(result=SimpleNamespace(verdict='pass'))\n",
        encoding="utf-8",
    )
    demand_one_line(opened(copy, "layer"), "has not opened")


def test_without_the_package_it_says_what_to_install(copy: Path) -> None:
    shutil.copy(SOLUTIONS / "layer.py", copy / "exercises")
    (copy / "cryptography.py").write_text("raise ImportError\n", encoding="utf-8")
    demand_one_line(opened(copy, "layer"), "cryptography", "pip install")
