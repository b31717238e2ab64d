"""A learner's own engine is judged first, where it stands in the given one's place.

Where it is right, everything is built on it; where it is not, the whole network waits, and the
parts are judged over the engine that was handed out.
"""

from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from checks import submission
from checks.check import session
from checks.check.result import ExerciseResult, Result
from checks.run import worker as sandbox

Answers = Callable[..., Path]
Submit = Callable[..., Result]
PARTS = ("neuron", "layer", "mlp")
SOLUTIONS = Path(__file__).resolve().parents[1] / "solutions"
GIVEN = (SOLUTIONS / "engine.py").read_text("utf-8")
GIVEN_NEURON = (SOLUTIONS / "neuron.py").read_text("utf-8")

# The form that the lessons before end with: parents in a set, a closure for each operation, and a
# recursive walk; it holds all operations that the given engine has.
OWN = """\
import math


class Value:
    def __init__(self, data, children=(), op=""):
        self.data = data
        self.grad = 0
        self._backward = lambda: None
        self._prev = set(children)
        self._op = op

    def __add__(self, other):
        other = self.wrap(other)
        result = Value(self.data + other.data, (self, other), "+")

        def share():
            self.grad += result.grad
            other.grad += result.grad

        result._backward = share
        return result

    def __mul__(self, other):
        other = self.wrap(other)
        result = Value(self.data * other.data, (self, other), "*")

        def share():
            self.grad += result.grad * other.data
            other.grad += result.grad * self.data

        result._backward = share
        return result

    def __pow__(self, n):
        return self.of_one(self.data**n, n * self.data ** (n - 1), f"**{n}")

    def tanh(self):
        t = math.tanh(self.data)
        return self.of_one(t, 1 - t**2, "tanh")

    def exp(self):
        return self.of_one(math.exp(self.data), math.exp(self.data), "exp")

    def relu(self):
        on = self.data > 0
        return self.of_one(self.data if on else 0.0, float(on), "ReLU")

    def of_one(self, data, slope, op):
        result = Value(data, (self,), op)

        def share():
            self.grad += slope * result.grad

        result._backward = share
        return result

    @staticmethod
    def wrap(thing):
        return thing if isinstance(thing, Value) else Value(thing)

    def backward(self):
        order, seen = [], set()

        def visit(value):
            if value not in seen:
                seen.add(value)
                for parent in value._prev:
                    visit(parent)
                order.append(value)

        visit(self)
        self.grad = 1
        for value in reversed(order):
            value._backward()

    def __neg__(self):
        return self * -1

    def __sub__(self, other):
        return self + -self.wrap(other)

    def __truediv__(self, other):
        return self * self.wrap(other) ** -1

    def __radd__(self, other):
        return self + other

    def __rsub__(self, other):
        return self.wrap(other) - self

    def __rmul__(self, other):
        return self * other

    def __rtruediv__(self, other):
        return self.wrap(other) / self
"""


def changed(old: str, new: str) -> str:
    """Return that engine with one piece of its text replaced, wherever it stands."""
    assert old in OWN
    return OWN.replace(old, new)


def without(*methods: str) -> str:
    source = OWN
    for method in methods:
        assert f"def {method}(" in source
        source = source.replace(f"def {method}(", f"def no_{method}(")
    return source


SET = changed(".grad += ", ".grad = ")


def of(result: Result, name: str) -> ExerciseResult:
    return next(one for one in result.exercises if one.id == name)


def failures(result: Result) -> dict[str, str]:
    checks = (check for one in result.exercises for check in one.checks)
    return {c.id: f"{c.verdict}: {c.message}" for c in checks if c.verdict != "pass"}


@pytest.fixture
def judge(answers: Answers) -> Submit:
    """Judge some exercises of the solutions, with some files replaced by a given source."""

    def judged(*names: str, **sources: str | None) -> Result:
        return session.check(submission.at(answers(**sources)), names).result

    return judged


def test_the_engine_that_was_handed_out_is_not_judged_whatever_its_line_ends(
    submit: Submit,
) -> None:
    result = submit(engine=GIVEN.replace("\n", "\r\n"))

    assert "engine" not in [one.id for one in result.exercises]
    assert result.verdict == "pass"


def test_all_that_is_built_on_a_right_engine_passes_and_it_gives_no_points(submit: Submit) -> None:
    result = submit(engine=OWN)

    assert failures(result) == {}
    assert (of(result, "engine").verdict, of(result, "engine").out_of) == ("pass", 0)
    assert (result.verdict, result.points) == ("pass", 10)
    assert result.points == result.out_of


@pytest.mark.parametrize(
    "source",
    [
        pytest.param(changed("set(children)", "tuple(children)"), id="parents in a tuple"),
        pytest.param(changed("set(children)", "list(children)"), id="parents in a list"),
        pytest.param(GIVEN + "\n# mine now\n", id="the given one, with a comment"),
        pytest.param("print('engine')\n" + OWN, id="a print at import"),
        pytest.param(
            without("__rsub__", "__rtruediv__"), id="no number - Value, no number / Value"
        ),
        pytest.param(
            without(
                *("__pow__", "__truediv__", "__rtruediv__", "__neg__", "__sub__", "__rsub__"),
                *("exp", "relu"),
            ),
            id="no more than the lesson needs",
        ),
    ],
)
def test_an_engine_of_ones_own_may_be_made_in_other_ways_and_lack_what_nothing_needs(
    judge: Submit, source: str
) -> None:
    result = judge("engine", "neuron", engine=source)

    assert failures(result) == {}
    assert of(result, "engine").verdict == of(result, "neuron").verdict == "pass"


BROKEN = [
    pytest.param(changed("self._op = op", "self.made_by = op"), "_op", id="no _op"),
    pytest.param(changed("self._prev", "self.parents"), "_prev", id="no _prev"),
    pytest.param(changed("self.data", "self.number"), "", id="another name for data"),
    pytest.param(without("tanh"), "tanh", id="no tanh"),
    pytest.param(without("__radd__"), "+", id="no number + Value"),
    pytest.param(without("__rmul__"), "__rmul__", id="no number * Value"),
    pytest.param(without("__truediv__"), "/", id="a division that needs another one"),
    pytest.param(without("__neg__"), "-", id="a subtraction without a minus sign"),
    pytest.param(without("backward"), "backward", id="no backward"),
    pytest.param(changed("self.grad = 1\n", "pass\n"), "gradient", id="no seed"),
    pytest.param(changed("self.grad = 0\n", "self.grad = None\n"), "starts at 0", id="no zero"),
    pytest.param(changed("1 - t**2", "1 - t"), "gradient", id="another slope of tanh"),
    pytest.param(changed("math.tanh(", "math.sin("), "", id="another function for tanh"),
    pytest.param(changed("reversed(order)", "order"), "gradient", id="parents first"),
    pytest.param(changed("class Value", "class Number"), "has no `Value`", id="no Value"),
    pytest.param(OWN + "def (:\n", "Python cannot read the file", id="syntax error"),
    pytest.param(None, "no file engine.py", id="no file"),
    pytest.param("import os\nos._exit(0)\n", "Python ended", id="os._exit at import"),
    pytest.param("while True: pass\n", "does not end", id="endless loop at import"),
    pytest.param(
        changed("        visit(self)\n", "        raise NotImplementedError\n"),
        "backward",
        id="backward still a stub",
    ),
]


@pytest.mark.parametrize(("source", "words"), BROKEN)
def test_an_engine_that_is_wrong_is_told_why(
    judge: Submit, monkeypatch: pytest.MonkeyPatch, source: str | None, words: str
) -> None:
    monkeypatch.setattr(sandbox, "SCENARIO_SECONDS", 0.7)  # for the one that does not end
    monkeypatch.setattr(sandbox, "EXERCISE_SECONDS", 1.4)
    engine = of(judge("engine", engine=source), "engine")

    assert engine.verdict not in ("pass", "kit error")
    shown = [check for check in engine.checks if check.verdict != "pass"]
    assert all(check.message for check in shown)
    assert words in " ".join(check.message + check.call + check.got for check in shown)


@pytest.mark.parametrize("source", [SET, "", None])
def test_an_engine_that_is_wrong_blocks_the_network_and_nothing_else(
    submit: Submit, source: str | None
) -> None:
    result = submit(engine=source)

    assert {name: of(result, name).verdict for name in PARTS} == dict.fromkeys(PARTS, "pass")
    assert of(result, "network").verdict == "blocked"
    assert "engine" in of(result, "network").checks[0].message
    assert result.verdict != "pass"


def test_a_gradient_that_is_set_and_not_added_to_is_told_by_its_numbers(judge: Submit) -> None:
    checks = of(judge("engine", engine=SET), "engine").checks
    first = next(check for check in checks if check.verdict != "pass")

    assert (first.expected, first.got) == ("2", "1")
    assert first.message.startswith("The gradient of a is not right.")


def test_what_an_engine_lacks_is_said_where_a_neuron_asks_for_it(judge: Submit) -> None:
    neuron = GIVEN_NEURON.replace(".tanh()", ".exp()")
    checks = of(judge("neuron", engine=without("exp"), neuron=neuron), "neuron").checks

    assert any("the one in this engine.py does not" in check.message for check in checks)


def test_a_wrong_neuron_over_a_wrong_engine_is_judged_over_the_given_one(judge: Submit) -> None:
    neuron = GIVEN_NEURON.replace(".tanh()", "")
    over_wrong, over_given = (
        of(judge("neuron", engine=engine, neuron=neuron), "neuron") for engine in (SET, GIVEN)
    )

    assert over_wrong == over_given
    assert over_wrong.verdict == "not yet"


def test_a_report_says_over_which_engine_the_rest_was_checked(
    kit: Path, command: Callable[..., CompletedProcess[str]]
) -> None:
    (kit / "exercises" / "engine.py").write_text(SET, "utf-8")
    part, whole = (command(*names, COLUMNS="200").stdout for names in (["neuron"], []))
    (kit / "exercises" / "engine.py").write_text(OWN, "utf-8")
    right = command("neuron").stdout

    words = "Your own engine does not pass yet, so all else ran over the one handed out."
    assert f"{words} See it: python -m checks engine\n" in part
    assert f"{words}\n" in whole
    assert "own engine" not in right


def test_a_line_of_ones_own_engine_is_named_where_it_fails(judge: Submit) -> None:
    source = changed("t = math.tanh(self.data)", "t = math.tanh(self.date)")
    checks = of(judge("engine", engine=source), "engine").checks
    check = next(check for check in checks if check.verdict == "crashed")
    number = source.splitlines().index("        t = math.tanh(self.date)") + 1

    assert check.where.endswith(f"engine.py:{number}")
    assert "date" in check.message
