"""A neuron's sum is read rightly, and nothing is shown that its graph does not tell."""

import math
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from checks import catalog, submission
from checks.catalog import scenarios
from checks.check.graph import parents_first
from checks.instructor import bank
from checks.lesson.exhibits import sum as sums
from checks.lesson.exhibits.sum import A_NUMBER, HIDDEN, INSIDE, NOT_THERE, SUM, Step, Sum, rows
from checks.run.observation import Observation
from checks.run.worker import Worker, observe, worker_for
from tests.test_engine_exercise import OWN

ROOT = Path(__file__).resolve().parents[1]
MISTAKES = ROOT / "solutions" / "mistakes" / "neuron"
REFERENCE = submission.at(submission.SOLUTIONS)
CALLS = ("neuron.call", "neuron.positive", "neuron.values", "neuron.dead", "neuron.five")
RIGHT = [ROOT / "solutions" / "neuron.py"]
RIGHT += sorted(ROOT.glob("solutions/alternatives/neuron/*.py"))
RIGHT += sorted(ROOT.glob("tests/variants/right/neuron/*.py"))
WRONG = sorted({*MISTAKES.glob("*.py"), *ROOT.glob("tests/variants/*/neuron/*.py")} - {*RIGHT})
WORDS = (A_NUMBER, HIDDEN, INSIDE, NOT_THERE)
NEURON = """\
import math
import random

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        products = [wi * xi for wi, xi in zip(self.w, x)]
        {body}

    def parameters(self):
        return [*self.w, self.b]
"""


Called = dict[str, tuple[Observation, Sum | None]]


def calls(path: Path, engine: Path | None = None, worker: Worker | None = None) -> Called:
    """Return each call of the neuron in a file, and the sum that is read in it."""
    submitted = bank.answer(path) if bank.holds(path) else REFERENCE.having("neuron", path)
    if engine is not None:
        submitted = submitted.having("engine", engine)
    seen = observe(submitted, [catalog.exercise("neuron")], worker=worker)
    return {name: (seen[name], sums.read(seen[name], scenarios()[name].given)) for name in CALLS}


def called(path: Path, engine: Path | None = None) -> Sum | None:
    return calls(path, engine)["neuron.call"][1]


@pytest.fixture(scope="module")
def every() -> dict[Path, Called]:
    """Return the calls of every known neuron."""
    with worker_for(REFERENCE) as worker:
        return {path: calls(path, worker=worker) for path in (*RIGHT, *WRONG)}


def written(folder: Path, body: str) -> Path:
    path = folder / "neuron.py"
    path.write_text(NEURON.format(body=body), encoding="utf-8")
    return path


def first(found: Sum | None) -> Step | None:
    assert found is not None
    return None if found.first_difference is None else found.steps[found.first_difference]


def by_hand(name: str) -> list[float]:
    """Return what a right neuron adds up, worked from the scenario's numbers alone."""
    given = scenarios()[name].given
    products = [w * x for w, x in zip(given["w"], given["x"], strict=True)]
    total = math.fsum([*products, given["b"]])
    return [*products, given["b"], total, math.tanh(total)]


def test_a_right_neuron_written_in_any_way_shows_each_term_and_no_difference(
    every: dict[Path, Called],
) -> None:
    for path in RIGHT:
        for name, (_, found) in every[path].items():
            assert found is not None, path
            assert found.first_difference is None, path
            assert [step.got for step in found.steps] == pytest.approx(by_hand(name))
            assert [step.expected for step in found.steps] == pytest.approx(by_hand(name))


FIRST = {  # the line that first differs in neuron.call: its name, and what the learner's is
    "bias_unused": ("b", NOT_THERE),
    "bias_counted_twice": ("b", "2·b"),
    "subtracted_bias": ("b", "-b"),
    "two_inputs_only": ("w[2]·x[2]", NOT_THERE),
    "inputs_in_reverse": ("w[0]·x[0]", "w[0]·x[2]"),
    "repeated_weight": ("w[0]·x[0]", "w[0]·(x[0] + x[1] + x[2])"),
    "squared_weights": ("w[0]·x[0]", "w[0]·w[0]·x[0]"),
    "weights_added_to_inputs": ("w[0]·x[0]", "w[0]"),
    "tanh_of_every_product": ("w[0]·x[0]", "tanh(w[0]·x[0])"),
    "average_of_the_products": ("w[0]·x[0]", "0.3333·w[0]·x[0]"),
    "new_weights_at_every_call": ("w[0]·x[0]", "w[0] = -0.8531"),
    "bias_before_and_after_tanh": ("tanh(Σ)", "tanh(Σ) + b"),
    "sum_divided_by_the_inputs": ("tanh(Σ)", "tanh(Σ·0.3333)"),
    "no_activation": ("tanh(Σ)", "Σ, not squashed"),
    "sigmoid": ("tanh(Σ)", "1 / (exp(-Σ) + 1)"),
    "slope_of_tanh": ("tanh(Σ)", "-tanh(Σ)**2 + 1"),
}


def test_the_first_difference_is_the_mistake(every: dict[Path, Called]) -> None:
    steps = {name: first(every[MISTAKES / f"{name}.py"]["neuron.call"][1]) for name in FIRST}

    assert {name: (step.name, step.note) for name, step in steps.items() if step} == FIRST


# What is said is held to the learner's own graph, worked again with one number changed.


def reworked(seen: Observation, row: int, parameter: int, number: float) -> float:
    """Return what a value would be if a parameter were another number."""
    numbers: dict[int, float] = {}
    for one in parents_first(seen.things) or ():
        thing = seen.things[one]
        parts = [numbers[part] for part in thing.parts]
        numbers[one] = number if one == parameter else worked(thing.op, parts, thing.number)
    return numbers[row]


def worked(op: str, parts: list[float], leaf: object) -> float:
    if not parts:
        assert isinstance(leaf, float)
        return leaf
    if op.startswith("**"):
        return float(parts[0] ** float(op[2:]))
    known = {"+": math.fsum, "*": math.prod, "relu": lambda of: max(0.0, *of)}
    return float(known[op](parts) if op in known else getattr(math, op)(*parts))


def worth(formula: str, given: Mapping[str, object], total: float | None) -> float:
    """Return what a formula gives."""
    words = formula.removesuffix(", not squashed").replace("·", "*").replace(SUM, "total")
    names = {**vars(math), **given, "total": total, "relu": lambda a: max(0.0, a)}
    return float(eval(words, names))


def untrue(found: Sum, step: Step, seen: Observation, x: list[float]) -> str:
    """Say what is not so of what is said of one step; "" if all of it is."""
    total, name = found.steps[-2], step.name.partition("·")[0]
    row = rows(seen).get(name)
    w = [seen.things[rows(seen)[f"w[{n}]"]].number for n, _ in enumerate(x)]
    given = {"w": w, "b": seen.things[rows(seen)["b"]].number, "x": x}
    if " is " in step.note:
        return "" if rows(seen)[step.note.split()[-1]] == row else "another object"
    if " = " in step.note and row is not None:
        number = pytest.approx(float(step.note.split()[-1]), rel=1e-3)
        return "" if seen.things[row].number == number else "another number"
    is_formula = {*"wbΣ"} & {*step.note} and step.note[-1] != "." and step.note not in WORDS
    if is_formula and worth(step.note, given, total.got) != pytest.approx(step.got, rel=2e-3):
        return "another formula"
    if row is not None and total.row is not None and step.got is not None:
        without = reworked(seen, total.row, row, 0.0)  # just that is missing from the sum
        return "" if without == pytest.approx((total.got or 0.0) - step.got) else "another part"
    if step.note == NOT_THERE and row is not None and total.row is not None:
        return "" if reworked(seen, total.row, row, 7.0) == total.got else "it is there"
    return ""


def test_what_is_shown_is_true_of_the_code(every: dict[Path, Called]) -> None:
    read = [
        (path, name, seen, found)
        for path in WRONG
        for name, (seen, found) in every[path].items()
        if found is not None
    ]
    for path, name, seen, found in read:
        *added, total, _ = found.steps
        assert [step.expected for step in found.steps if step.name] == pytest.approx(by_hand(name))
        if total.got is not None:
            assert math.fsum(step.got or 0.0 for step in added) == pytest.approx(total.got), path
        for step in found.steps:
            if step.got is not None and step.expected is not None:
                assert step.differs == (not math.isclose(step.got, step.expected, rel_tol=1e-9))
            assert untrue(found, step, seen, scenarios()[name].given["x"]) == "", (path, step)
    marked = {path for path, _, _, found in read if found.first_difference is not None}
    assert len(marked) > 0.4 * len(WRONG)  # the others are wrong in something else


@pytest.mark.parametrize(
    ("body", "is_known"),
    [
        pytest.param("return Value(sum(products, self.b).tanh().data)", False, id="no history"),
        pytest.param("return Value(sum(products, self.b).data).tanh()", True, id="cut before tanh"),
        pytest.param("return (Value(sum(products).data) + self.b).tanh()", True, id="cut products"),
    ],
)
def test_a_term_that_the_graph_does_not_tell_is_not_guessed(
    tmp_path: Path, body: str, is_known: bool
) -> None:
    found = called(written(tmp_path, body))
    assert found is not None
    total = next(step for step in found.steps if step.name == SUM)

    assert [step.note for step in found.steps[:3]] == [HIDDEN] * 3
    assert [step.got for step in found.steps[:3]] == [None] * 3
    assert (total.got is not None) == is_known
    assert found.first_difference is None  # the output is right, and nothing else can be told


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("return 0.5", id="a number"),
        pytest.param("return [sum(products, self.b).tanh()]", id="a list"),
        pytest.param(
            "out = sum(products, self.b).tanh(); out.data = 0.9; return out", id="patched"
        ),
        pytest.param("self.w = self.w[:1]; return sum(products, self.b).tanh()", id="lost weights"),
        pytest.param("raise ValueError", id="an exception"),
        pytest.param(
            "return sum(products + [Value(0.0) for _ in range(3000)], self.b).tanh()", id="long"
        ),
    ],
)
def test_nothing_is_shown_where_nothing_can_be_relied_on(tmp_path: Path, body: str) -> None:
    assert called(written(tmp_path, body)) is None


def test_a_formula_of_any_depth_and_length_is_cut_and_never_recursed_into(tmp_path: Path) -> None:
    deep = "out = sum(products, self.b)\n        for _ in range(200): out = out.tanh()\n        "
    found = first(called(written(tmp_path, deep + "return out")))

    assert found is not None
    assert found.note.startswith("tanh(tanh(")
    assert len(found.note) <= 34


def test_products_of_several_weights_are_told_in_one_line(tmp_path: Path) -> None:
    body = "return sum((a * b for a in self.w for b in self.w if a is not b), self.b).tanh()"
    *added, _, _ = found.steps if (found := called(written(tmp_path, body))) else ()

    assert [step.note for step in added[:3]] == [INSIDE] * 3
    assert added[-1].note.startswith("w[0]·w[1] + w[0]·w[2] + ")
    assert added[-1].got == pytest.approx(2 * (0.7 * 0.1 - 0.7 * 0.5 - 0.1 * 0.5))


TANH = "t = math.tanh(self.data)"
BY_EXP = "e = (self * 2).exp()\n        return (e - 1) / (e + 1)\n        t = 0.0"


@pytest.mark.parametrize(
    "engine",
    [pytest.param(OWN, id="sets"), pytest.param(OWN.replace(TANH, BY_EXP), id="tanh by exp")],
)
@pytest.mark.parametrize(
    ("body", "note"),
    [
        pytest.param("return sum(products, self.b).tanh()", None, id="right"),
        pytest.param("return sum(products, -self.b).tanh()", "-b", id="minus b"),
        pytest.param("return sum(products, self.b + self.b).tanh()", "2·b", id="b + b"),
        pytest.param("return sum(products, self.b / 2).tanh()", "0.5·b", id="half of b"),
    ],
)
def test_an_engine_of_the_learners_own_is_read_alike(
    tmp_path: Path, engine: str, body: str, note: str | None
) -> None:
    path = tmp_path / "engine.py"
    path.write_text(engine, encoding="utf-8")
    found = first(called(written(tmp_path, body), path))

    assert (found and found.note) == note


# In the terminal.


Ran = Callable[..., subprocess.CompletedProcess[str]]


def drawing(command: Ran, kit: Path, name: str, *options: str, columns: str) -> list[str]:
    """Return the sum that a wrong neuron gets, line by line, once its box fits the terminal."""
    (kit / "exercises" / "neuron.py").write_text(bank.source(MISTAKES / f"{name}.py"), "utf-8")
    lines = command("neuron", *options, COLUMNS=columns).stdout.splitlines()
    assert max(map(len, lines)) <= int(columns)
    begin = next(n for n, line in enumerate(lines) if "Term by term" in line)
    end = next(n for n, line in enumerate(lines) if "the first difference" in line)
    return [line.strip("|│").rstrip() for line in lines[begin : end + 1]]


@pytest.mark.parametrize(
    ("columns", "name"), [("60", "slope_of_tanh"), ("80", "bias_unused"), ("120", "sigmoid")]
)
def test_a_wrong_neurons_sum_stands_in_two_columns_with_the_difference_marked(
    kit: Path, command: Ran, columns: str, name: str
) -> None:
    heading, *terms_, _ = shown = drawing(command, kit, name, columns=columns)

    assert [line.split()[0] for line in shown].count("→") == 2  # the line, and what it means
    for word in ("expected", "yours"):
        end = heading.index(word) + len(word)
        assert {line[end - 1 : end + 2].strip()[:1].isdigit() for line in terms_[:3]} == {True}
    for line, number in zip(terms_, ("-0.63", "-0.14", "-0.2"), strict=False):
        assert line.split()[-2:] == [number, number]


def test_a_sum_keeps_to_ascii_where_that_is_asked_for(kit: Path, command: Ran) -> None:
    shown = drawing(command, kit, "bias_after_tanh", "--plain", columns="60")

    assert "\n".join(shown).isascii()
    assert [line.split() for line in shown[1:]] == [
        ["w[0]*x[0]", "-0.63", "-0.63"],
        ["w[1]*x[1]", "-0.14", "-0.14"],
        ["w[2]*x[2]", "-0.2", "-0.2"],
        [">", "b", "0.5", "not", "there"],
        ["sum", "-0.47", "-0.97"],
        ["tanh(sum)", "-0.4382", "-0.2487", "tanh(sum)", "+", "b"],
        [">", "the", "first", "difference"],
    ]


@pytest.mark.parametrize("name", ["parameters_without_the_bias", "copies_of_the_parameters"])
def test_no_sum_is_shown_where_the_sum_is_right(kit: Path, command: Ran, name: str) -> None:
    (kit / "exercises" / "neuron.py").write_text(bank.source(MISTAKES / f"{name}.py"), "utf-8")

    assert "Term by term" not in command("neuron").stdout
