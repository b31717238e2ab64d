"""Is a neuron's sum read rightly, and nothing shown that its graph does not tell?"""

import math
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from checks import catalog, submission
from checks.check import key
from checks.instructor import bank
from checks.lesson.exhibits import terms
from checks.lesson.exhibits.terms import HIDDEN, NOT_THERE, SUM, Step, Sum
from checks.lesson.scenarios import by_id
from checks.run.worker import observe
from tests.test_engine_exercise import OWN

ROOT = Path(__file__).resolve().parents[1]
MISTAKES = bank.MISTAKES / "neuron"
REFERENCE = submission.at(submission.SOLUTIONS)
CALLS = ("neuron.call", "neuron.positive", "neuron.values", "neuron.dead", "neuron.five")
RIGHT = [
    *sorted((ROOT / "solutions" / "alternatives" / "neuron").glob("*.py")),
    *sorted((ROOT / "tests" / "variants" / "right" / "neuron").glob("*.py")),
]
WRONG = [
    *sorted(MISTAKES.glob("*.py")),
    *(
        path
        for kind in ("mistakes", "unseen", "unknown", "strangers")
        for path in sorted((ROOT / "tests" / "variants" / kind / "neuron").glob("*.py"))
    ),
]

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


def sums(path: Path, engine: Path | None = None) -> dict[str, Sum | None]:
    """Return the sum that is read in each call of the neuron in a file."""
    submitted = bank.answer(path) if bank.holds(path) else REFERENCE.having("neuron", path)
    if engine is not None:
        submitted = submitted.having("engine", engine)
    seen = observe(submitted, [catalog.exercise("neuron")], engine_ok=True)
    return {name: terms.read(seen[name], key.read().reference[name]) for name in CALLS}


def written(folder: Path, body: str) -> Path:
    path = folder / "neuron.py"
    path.write_text(NEURON.format(body=body), encoding="utf-8")
    return path


def first(found: Sum | None) -> Step | None:
    assert found is not None
    return None if found.first_difference is None else found.steps[found.first_difference]


def by_hand(name: str) -> list[float]:
    """Return what a right neuron adds up, worked from the scenario's numbers alone."""
    given = by_id()[name].given
    products = [w * x for w, x in zip(given["w"], given["x"], strict=True)]
    total = math.fsum([*products, given["b"]])
    return [*products, given["b"], total, math.tanh(total)]


def test_the_expected_column_is_the_mathematics() -> None:
    for name, found in sums(ROOT / "solutions" / "neuron.py").items():
        assert found is not None
        assert [step.expected for step in found.steps] == pytest.approx(by_hand(name))
        assert [step.got for step in found.steps] == pytest.approx(by_hand(name))


@pytest.mark.parametrize("path", RIGHT, ids=lambda path: path.stem)
def test_a_right_neuron_written_in_any_way_shows_each_term_and_no_difference(path: Path) -> None:
    for name, found in sums(path).items():
        assert found is not None, name
        assert found.first_difference is None
        assert [step.got for step in found.steps] == pytest.approx(by_hand(name))


FIRST = {  # the line that first differs in neuron.call: its name, and what the learner's is
    "bias_unused": ("b", NOT_THERE),
    "bias_after_tanh": ("b", NOT_THERE),
    "bias_counted_twice": ("b", "2·b"),
    "bias_for_every_input": ("b", "3·b"),
    "subtracted_bias": ("b", "-b"),
    "first_input_skipped": ("w[0]·x[0]", NOT_THERE),
    "two_inputs_only": ("w[2]·x[2]", NOT_THERE),
    "inputs_in_reverse": ("w[0]·x[0]", "w[0]·x[2]"),
    "repeated_weight": ("w[0]·x[0]", "w[2]·x[0]"),
    "squared_weights": ("w[0]·x[0]", "w[0]·w[0]·x[0]"),
    "weights_added_to_inputs": ("w[0]·x[0]", "w[0]"),
    "every_weight_with_every_input": ("", "w[0]·x[1]"),
    "tanh_of_every_product": ("w[0]·x[0]", "tanh(w[0]·x[0])"),
    "average_of_the_products": ("w[0]·x[0]", "0.3333·w[0]·x[0]"),
    "sum_divided_by_the_inputs": ("tanh(Σ)", "tanh(Σ·0.3333)"),
    "no_activation": ("tanh(Σ)", "Σ, not squashed"),
    "relu": ("tanh(Σ)", "relu(Σ)"),
    "sigmoid": ("tanh(Σ)", "1 / (exp(-Σ) + 1)"),
    "second_tanh": ("tanh(Σ)", "tanh(tanh(Σ))"),
    "negated_output": ("tanh(Σ)", "-tanh(Σ)"),
}


@pytest.mark.parametrize("name", FIRST)
def test_the_first_difference_is_the_mistake(name: str) -> None:
    found = first(sums(MISTAKES / f"{name}.py")["neuron.call"])

    assert found is not None
    assert (found.name, found.note) == FIRST[name]


@pytest.mark.parametrize("path", WRONG, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_what_is_shown_adds_up_whatever_the_answer(path: Path) -> None:
    """The learner's terms sum to their Σ, and what is said to be right is right."""
    for name, found in sums(path).items():
        if found is None:
            continue
        *added, total, squashed = found.steps
        assert squashed.got is not None
        assert [step.expected for step in found.steps if step.name] == pytest.approx(by_hand(name))
        hidden = any(step.note == HIDDEN or step.note.startswith("and ") for step in added)
        if total.got is not None and not hidden:
            assert math.fsum(step.got or 0.0 for step in added) == pytest.approx(total.got)
        for step in found.steps:
            if step.got is not None and step.expected is not None:
                assert step.differs == (not math.isclose(step.got, step.expected, rel_tol=1e-9))


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
    found = sums(written(tmp_path, body))["neuron.call"]
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
    assert sums(written(tmp_path, body))["neuron.call"] is None


def test_a_formula_of_any_depth_and_length_is_cut_and_never_recursed_into(tmp_path: Path) -> None:
    deep = "out = sum(products, self.b)\n        for _ in range(200): out = out.tanh()\n        "
    found = first(sums(written(tmp_path, deep + "return out"))["neuron.call"])

    assert found is not None
    assert found.note.startswith("tanh(tanh(")
    assert len(found.note) <= 34


def test_products_without_end_are_counted(tmp_path: Path) -> None:
    body = "return sum((wi * xi for wi in self.w for xi in x), self.b).tanh()"
    found = sums(written(tmp_path, body))["neuron.five"]

    assert found is not None
    assert found.steps[-3].note == "and 12 more"  # 25 products: 5 are right, 8 are shown


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
    found = first(sums(written(tmp_path, body), path)["neuron.call"])

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


@pytest.mark.parametrize("columns", ["60", "80", "120"])
@pytest.mark.parametrize("name", ["bias_unused", "sum_divided_by_the_inputs", "slope_of_tanh"])
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
