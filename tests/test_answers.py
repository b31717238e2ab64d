"""Does the kit take every right answer, and no wrong one?"""

from pathlib import Path

import pytest

from checks import catalog, submission
from checks.check import key, roster, session
from checks.check.evidence import Evidence, judge
from checks.check.result import Result
from checks.instructor import bank
from checks.run.worker import observe

ROOT = Path(__file__).resolve().parents[1]
PARTS = ("neuron", "layer", "mlp")
STRETCH = tuple(one.id for one in catalog.exercises() if not one.required)
RIGHT = ("solutions/alternatives", "tests/variants/right")
WRONG = ("solutions/mistakes", "tests/variants/mistakes", "tests/variants/strangers")
REFERENCE = submission.at(submission.SOLUTIONS)


def every(*folders: str) -> list[Path]:
    """Return the paths of all answers to one exercise with a file, as the root sees them."""
    return [
        path.relative_to(ROOT)
        for folder in folders
        for part in (*PARTS, *STRETCH)
        for path in sorted((ROOT / folder / part).glob("*.py"))
    ]


def verdicts(result: Result) -> dict[str, str]:
    return {one.id: one.verdict for one in result.exercises}


def failures(result: Result) -> dict[str, str]:
    """Return why the checks that do not pass do not; a reader of a failed test wants that."""
    checks = (check for one in result.exercises for check in one.checks)
    return {c.id: f"{c.verdict}: {c.message}" for c in checks if c.verdict != "pass"}


def assess(path: Path) -> Result:
    return session.assess(bank.answer(ROOT / path)).result


def test_there_are_answers_of_every_kind_to_each_exercise() -> None:
    for folder in (*RIGHT, *WRONG):
        for part in (*PARTS, *STRETCH):
            assert list((ROOT / folder / part).glob("*.py")), f"{folder}/{part}"


def test_the_solutions_pass_everything() -> None:
    result = session.assess(REFERENCE).result
    assert failures(result) == {}
    assert result.verdict == "pass"
    assert result.points == result.out_of


@pytest.mark.parametrize("path", every(*RIGHT), ids=str)
def test_a_right_answer_written_another_way_passes_everything(path: Path) -> None:
    result = assess(path)
    assert failures(result) == {}
    assert result.verdict == "pass"


@pytest.mark.parametrize("path", every(*WRONG), ids=str)
def test_a_wrong_answer_is_caught_where_it_is_and_costs_its_neighbours_nothing(path: Path) -> None:
    result = assess(path)
    part, found = path.parent.name, verdicts(result)

    assert found.pop(part) in ("not yet", "crashed", "timed out")
    if part in PARTS:
        assert found.pop("network") == "blocked"
    assert set(found.values()) == {"pass"}
    assert (result.verdict == "pass") == (part in STRETCH)
    assert all(
        check.message for one in result.exercises for check in one.checks if check.verdict != "pass"
    )


NETWORKS = [
    path.relative_to(ROOT) for folder in WRONG for path in sorted((ROOT / folder).glob("network/*"))
]


@pytest.mark.parametrize("path", NETWORKS, ids=str)
def test_a_mistake_in_how_the_parts_meet_is_caught_by_the_assembled_network(path: Path) -> None:
    """Such a file holds all three classes; only the checks of `network` look at it."""
    network, answer = catalog.exercise("network"), bank.answer(ROOT / path)
    evidence = Evidence(observe(answer, [network], engine_ok=True), key.read().reference)
    findings = [
        judge(check.function, evidence) for check in roster.checks() if check.exercise == network.id
    ]

    caught = [finding.verdict for finding in findings if finding]
    assert caught
    assert set(caught) <= {"not yet", "crashed"}


EMPTY = {
    "layer": """\
class Layer:
    def __init__(self, nin, nout):
        self.neurons = []

    def __call__(self, x):
        return []

    def parameters(self):
        return []
""",
    "mlp": """\
class MLP:
    def __init__(self, nin, nouts):
        self.layers = []

    def __call__(self, x):
        return x

    def parameters(self):
        return []
""",
}


@pytest.mark.parametrize("part", EMPTY)
def test_nothing_is_worth_nothing(part: str, tmp_path: Path) -> None:
    path = tmp_path / f"{part}.py"
    path.write_text(EMPTY[part], encoding="utf-8")
    found = {one.id: one for one in session.assess(REFERENCE.having(part, path)).result.exercises}

    passed = [check.id for check in found[part].checks if check.verdict == "pass"]
    assert passed == []
    assert found[part].points == 0


def test_chance_is_not_the_same_in_every_scenario(tmp_path: Path) -> None:
    """A neuron that leaves its tanh out now and then is not right where it happens to be there."""
    source = (submission.SOLUTIONS / "neuron.py").read_text(encoding="utf-8")
    path = tmp_path / "neuron.py"
    now_and_then = "if random.random() < 0.5 else pre_activation"
    assert "pre_activation.tanh()" in source
    path.write_text(source.replace("tanh()", f"tanh() {now_and_then}", 1), encoding="utf-8")
    result = session.assess(REFERENCE.having("neuron", path)).result

    assert {c.verdict for one in result.exercises[:1] for c in one.checks} == {"pass", "not yet"}
