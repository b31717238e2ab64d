"""A neuron's sum is read rightly, and nothing is shown that its graph does not tell."""

import math
import re
from pathlib import Path

import pytest

from checks import catalog
from checks.catalog import scenarios
from checks.check import session
from checks.instructor import bank
from checks.lesson.exhibits.terminal import HIDDEN, SUM, Step, Sum, read, shown
from checks.run.worker import Worker, observe
from checks.submission import at
from tests.conftest import ROOT, SOLUTIONS, SOURCE, tables

MISTAKES = ROOT / "solutions" / "mistakes" / "neuron"
CALLS = ("neuron.call", "neuron.values", "neuron.dead", "neuron.five")
RIGHT = [ROOT / "solutions/neuron.py", *sorted(ROOT.glob("solutions/alternatives/neuron/*.py"))]
WRONG = sorted(MISTAKES.glob("*.py"))
HEAD = SOURCE["neuron"].partition("pre_activation = ")[0]
NEURON = (
    HEAD + "products = [wi * xi for wi, xi in zip(self.w, x)]\n        {body}\n\n"
    "    def parameters(self):\n        return [*self.w, self.b]\n"
)
CASES = tables("sums.toml")
Called = dict[str, Sum | None]


def calls(path: Path, worker: Worker | None = None) -> Called:
    """Return the sum that is read in each call of the neuron in a file."""
    submitted = bank.answer(path) if bank.holds(path) else at(SOLUTIONS).having("neuron", path)
    seen = observe(submitted, [catalog.exercise("neuron")], worker=worker)
    return {name: read(seen[name], scenarios()[name].given) for name in CALLS}


@pytest.fixture(scope="module")
def every() -> dict[Path, Called]:
    with Worker() as worker:
        return {path: calls(path, worker=worker) for path in (*RIGHT, *WRONG)}


def called(folder: Path, body: str) -> Sum | None:
    path = folder / "neuron.py"
    path.write_text(NEURON.replace("{body}", body), encoding="utf-8")
    return calls(path)["neuron.call"]


def first(found: Sum | None) -> Step | None:
    return next((step for step in found if step.differs), None)


def by_hand(name: str) -> list[float]:
    """Return what a right neuron adds up, worked from the scenario's numbers alone."""
    given = scenarios()[name].given
    products = [w * x for w, x in zip(given["w"], given["x"], strict=True)]
    total = math.fsum([*products, given["b"]])
    return [*products, given["b"], total, math.tanh(total)]


def test_a_right_neuron_written_in_any_way_shows_each_term_and_no_difference(every):
    for path in RIGHT:
        for name, found in every[path].items():
            assert first(found) is None, path
            assert [step.got for step in found] == pytest.approx(by_hand(name))


def test_the_first_difference_is_the_mistake(every):
    names = CASES["first"]
    steps = {name: first(every[MISTAKES / f"{name}.py"]["neuron.call"]) for name in names}

    assert {name: [step.name, step.note] for name, step in steps.items() if step} == names


def test_what_is_shown_is_true_of_the_code(every):
    marked = set()
    told = [(path, *one) for path in WRONG for one in every[path].items() if one[1] is not None]
    for path, name, found in told:
        *added, total, _ = found
        marked |= {path} if any(step.differs for step in found) else set()
        assert [step.expected for step in found if step.name] == pytest.approx(by_hand(name))
        if total.got is not None:
            assert math.fsum(step.got or 0.0 for step in added) == pytest.approx(total.got), path
        for step in found:
            if step.got is not None and step.expected is not None:
                assert step.differs == (not math.isclose(step.got, step.expected, rel_tol=1e-9))
    assert len(marked) > 0.4 * len(WRONG)  # the others are wrong in something else


@pytest.mark.parametrize(("body", "is_known"), CASES["untold"].items())
def test_a_term_that_the_graph_does_not_tell_is_not_guessed(tmp_path, body, is_known):
    found = called(tmp_path, body)
    assert first(found) is None  # the output is right, and nothing else can be told
    total = next(step for step in found if step.name == SUM)

    assert [(step.note, step.got) for step in found[:3]] == [(HIDDEN, None)] * 3
    assert (total.got is not None) == is_known


@pytest.mark.parametrize("body", CASES["unreliable"].values(), ids=CASES["unreliable"])
def test_nothing_is_shown_where_nothing_can_be_relied_on(tmp_path, body):
    assert called(tmp_path, body) is None


def test_a_formula_of_any_depth_is_cut_and_a_tanh_that_is_composed_is_read_alike(tmp_path):
    deep = "out = sum(products, self.b)\n        for _ in range(200): out = out.tanh()\n        "
    found = first(called(tmp_path, deep + "return out"))
    assert found.note.startswith("tanh(tanh(")
    assert len(found.note) <= 34

    for b, note in (("self.b", None), ("self.b / 2", "0.5·b")):
        exp = f"e = (sum(products, {b}) * 2).exp(); return (e - 1) / (e + 1)"
        found = first(called(tmp_path, exp))
        assert (found and found.note) == note


@pytest.mark.parametrize("name", CASES["said"])
def test_a_wrong_neurons_sum_stands_in_two_columns_with_the_difference_marked(name):
    room, said = CASES["said"][name]
    checked = session.check(bank.answer(MISTAKES / f"{name}.py"), ("neuron",))
    worst = checked.result.exercises[-1].worst
    sentence, drawing = shown(worst, checked.evidence, room, plain=False)
    heading, *terms = lines = [line.rstrip() for line in drawing.plain.splitlines()]

    assert max(map(len, lines)) <= room
    assert sentence == said
    assert [line.split()[0] for line in lines].count("→") == 1
    for word in ("expected", "yours"):
        end = heading.index(word) + len(word)
        assert {line[end - 1 : end + 2].strip()[:1].isdigit() for line in terms[:3]} == {True}
    for line, number in zip(terms, ("-0.63", "-0.14", "-0.2"), strict=False):
        assert line.split()[-2:] == [number, number] or "→" in line or name == "squared_weights"


def test_a_sum_can_be_read_aloud_where_that_is_asked_for(desk):
    desk.write(bank.source(MISTAKES / "bias_after_tanh.py"))
    asked = desk("neuron", "--plain")
    meant = desk("neuron", ACCESSIBLE="1").out
    drawn = meant.partition("Term by term:\n")[2].splitlines()[:6]

    assert meant.isascii()
    assert meant.partition(".py:")[2] == asked.out.partition(".py:")[2]
    assert not re.search(r"[|#^]|\+-|  > ", meant)
    assert drawn == [
        "w[0]*x[0]: expected -0.63, yours -0.63.",
        "w[1]*x[1]: expected -0.14, yours -0.14.",
        "w[2]*x[2]: expected -0.2, yours -0.2.",
        "b: expected 0.5, yours outside the sum. This is the first difference.",
        "sum: expected -0.47, yours -0.97.",
        "tanh(sum): expected -0.4382, yours -0.2487, which is tanh(sum) + b.",
    ]
