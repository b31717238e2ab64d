"""A learner's own engine is judged first, where it stands in the given one's place.

All else is judged over the engine that was handed out, with the helpers of theirs beside it. Only
what does not run there is looked at over their own, by its numbers.
"""

from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from checks.check.key import published
from checks.check.result import ExerciseResult, Result
from checks.lesson.expressions import GRAPHS, LEAVES
from checks.run import worker as sandbox

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

    def made(self, data, op, *slopes):
        result = Value(data, [parent for parent, _ in slopes], op)

        def share():
            for parent, slope in slopes:
                parent.grad += slope * result.grad

        result._backward = share
        return result

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

    def __add__(self, other):
        other = wrap(other)
        return self.made(self.data + other.data, "+", (self, 1), (other, 1))

    def __mul__(self, other):
        other = wrap(other)
        return self.made(self.data * other.data, "*", (self, other.data), (other, self.data))

    def __pow__(self, n):
        return self.made(self.data**n, f"**{n}", (self, n * self.data ** (n - 1)))

    def tanh(self):
        t = math.tanh(self.data)
        return self.made(t, "tanh", (self, 1 - t**2))

    def exp(self):
        return self.made(math.exp(self.data), "exp", (self, math.exp(self.data)))

    def relu(self):
        return self.made(max(self.data, 0.0), "ReLU", (self, float(self.data > 0)))

    def __neg__(self): return self * -1
    def __sub__(self, other): return self + -wrap(other)
    def __truediv__(self, other): return self * wrap(other) ** -1
    def __radd__(self, other): return self + other
    def __rsub__(self, other): return wrap(other) - self
    def __rmul__(self, other): return self * other
    def __rtruediv__(self, other): return wrap(other) / self


def wrap(thing):
    return thing if isinstance(thing, Value) else Value(thing)
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


def test_the_engine_that_was_handed_out_is_not_judged_whatever_its_line_ends(
    submit: Submit,
) -> None:
    result = submit("mlp", engine=GIVEN.replace("\n", "\r\n"))

    assert [(one.id, one.verdict) for one in result.exercises] == [("mlp", "pass")]


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
        pytest.param(changed("self._op = op", "self._op = 7"), id="no words in _op"),
        pytest.param(
            changed("self._prev", "self.parents").replace("value._prev", "value.parents"),
            id="no _prev",
        ),
        pytest.param(
            changed("set(children)", "set(children) or None").replace("._prev:", "._prev or ():"),
            id="no parents are None",
        ),
        pytest.param(
            OWN + "\n\nclass Parameter(Value): pass\n\n\nONE = Parameter(1)\n", id="a subclass"
        ),
        pytest.param(without("__radd__", "__rmul__"), id="no number on the left"),
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
    submit: Submit, source: str
) -> None:
    result = submit("engine", "neuron", engine=source)

    assert failures(result) == {}
    assert of(result, "engine").verdict == of(result, "neuron").verdict == "pass"


ORDERED = OWN[OWN.index("        order, seen") : OWN.index("    def __add__")]
ON_A_STACK = """\
        self.grad = 1
        waiting, seen = [self], set()
        while waiting:
            value = waiting.pop({})
            if value not in seen:
                seen.add(value)
                value._backward()
                waiting += value._prev

"""
FOR_EVERY_USE = """\
        self.grad = 1
        waiting = [self]
        while waiting:
            value = waiting.pop()
            value._backward()
            waiting += value._prev

"""
SLOPE_IS_SET = """
        out = self.made({data}, "", (self, 0))

        def share():
            self.grad = {slope} * out.grad

        out._backward = share
        return out
"""
TANH = """
        t = math.tanh(self.data)
        return self.made(t, "tanh", (self, 1 - t**2))
"""
POWER = """
        return self.made(self.data**n, f"**{n}", (self, n * self.data ** (n - 1)))
"""
SHARED = "several times"
WRONG_AT_REUSE = {
    "a stack": changed(ORDERED, ON_A_STACK.format("")),
    "breadth first": changed(ORDERED, ON_A_STACK.format(0)),
    "once for every use": changed(ORDERED, FOR_EVERY_USE),
    "set in tanh": changed(
        TANH,
        SLOPE_IS_SET.format(data="math.tanh(self.data)", slope="(1 - math.tanh(self.data) ** 2)"),
    ),
    "set in a power": changed(
        POWER, SLOPE_IS_SET.format(data="self.data**n", slope="n * self.data ** (n - 1)")
    ),
    "each parent once": changed(
        "in slopes:\n                p", "in dict(slopes).items():\n                p"
    ),
}


@pytest.mark.parametrize("source", WRONG_AT_REUSE.values(), ids=WRONG_AT_REUSE)
def test_an_engine_that_loses_gradients_of_what_is_used_again_is_found_out(
    submit: Submit, source: str
) -> None:
    result = submit(engine=source)
    checks = [check for check in of(result, "engine").checks if check.verdict != "pass"]

    assert [check.id for check in checks] == ["engine.reuse"]
    assert result.points == 10


def test_a_sum_from_0_over_an_engine_without_radd_is_told_so(submit: Submit) -> None:
    neuron = GIVEN_NEURON.replace("), self.b)", "))").replace("self.b)", "0) + self.b")
    assert neuron != GIVEN_NEURON
    source = without("__radd__")
    result = submit("engine", "neuron", engine=source, neuron=neuron)
    told = " ".join(check.message for check in of(result, "neuron").checks)

    assert of(result, "engine").verdict == "pass"
    assert of(result, "neuron").verdict == "crashed"
    assert "sum()" in told
    assert "__radd__" in told


HELPER = OWN + "\n\ndef to_value(thing):\n    return wrap(thing)\n"
WITH_SIGMOID = (
    OWN
    + """

def sigmoid(value):
    return (value.half() * 0.5).tanh() * 0.5 + 0.5


Value.half = lambda self: self * 1.0
"""
)
IMPORTS_HELPER = "from engine import to_value\n" + GIVEN_NEURON


@pytest.mark.parametrize("source", [HELPER, HELPER.replace(".grad += ", ".grad = ")])
def test_a_helper_of_ones_own_engine_is_found_whether_that_one_passes_or_not(
    submit: Submit, source: str
) -> None:
    result = submit(engine=source, neuron=IMPORTS_HELPER)

    assert [one for one in failures(result) if not one.startswith("engine.")] == []


def test_what_needs_ones_own_engine_is_judged_by_its_numbers_or_waits(submit: Submit) -> None:
    right = GIVEN_NEURON.replace(".tanh()", ".half().tanh()")
    wrong = GIVEN_NEURON.replace(".tanh()", ".half()")
    bad = WITH_SIGMOID.replace("t**2", "t")
    over = {
        name: of(submit("neuron", engine=engine, neuron=neuron), "neuron")
        for name, engine, neuron in (
            ("right", WITH_SIGMOID, right),
            ("wrong", WITH_SIGMOID, wrong),
            ("waits", bad, right),
        )
    }

    assert over["right"].verdict == "pass"
    assert over["wrong"].verdict == "not yet"
    assert all("half" not in check.message for check in over["wrong"].checks)
    waiting = [check for check in over["waits"].checks if check.verdict != "pass"]
    assert {check.verdict for check in waiting} == {"blocked"}
    assert all("your own engine, which is not right yet" in check.message for check in waiting)


def test_a_slip_of_a_neuron_is_its_own_over_any_engine(submit: Submit) -> None:
    neuron = GIVEN_NEURON.replace(".tanh()", ".tahn()")
    given, own, wrong, broken = (
        of(submit("neuron", engine=engine, neuron=neuron), "neuron")
        for engine in (GIVEN, OWN, SET, "import nowhere\n")
    )
    said = next(check.message for check in given.checks if check.verdict == "crashed")

    assert given == own == wrong
    assert f"{said} If your own engine has this: that one does not run yet." in {
        check.message for check in broken.checks
    }


def test_a_helper_is_found_in_an_engine_that_imports_what_is_not_here(submit: Submit) -> None:
    result = submit("neuron", engine=HELPER + "import nowhere\n", neuron=IMPORTS_HELPER)
    assert of(result, "neuron").verdict == "pass"


LOOP, STUB = "        while True: pass\n", "        raise NotImplementedError\n"
BROKEN = {
    "another name for data": (changed("self.data", "self.number"), ""),
    "no tanh": (without("tanh"), "tanh"),
    "a division that needs another one": (without("__truediv__"), "/"),
    "a subtraction without a minus sign": (without("__neg__"), "-"),
    "no backward": (without("backward"), "backward"),
    "no seed": (changed("self.grad = 1\n", "pass\n"), "gradient"),
    "no zero": (changed("self.grad = 0\n", "self.grad = None\n"), "starts at 0"),
    "another slope of tanh": (changed("1 - t**2", "1 - t"), "gradient"),
    "another function for tanh": (changed("math.tanh(", "math.sin("), ""),
    "parents first": (changed("reversed(order)", "order"), "gradient"),
    "no Value": (changed("class Value", "class Number"), "has no `Value`"),
    "syntax error": (OWN + "def (:\n", "Python cannot read the file"),
    "os._exit at import": ("import os\nos._exit(0)\n", "Python ended"),
    "endless loop at import": ("while True: pass\n", "does not end"),
    "endless loop in backward": (changed("        visit(self)\n", LOOP), "does not end"),
    "backward still a stub": (changed("        visit(self)\n", STUB), "backward"),
}


@pytest.mark.parametrize(("source", "words"), BROKEN.values(), ids=BROKEN)
def test_an_engine_that_is_wrong_is_told_why(
    submit: Submit, monkeypatch: pytest.MonkeyPatch, source: str | None, words: str
) -> None:
    monkeypatch.setattr(sandbox, "SCENARIO_SECONDS", 0.7)  # for those that do not end
    monkeypatch.setattr(sandbox, "EXERCISE_SECONDS", 1.4)
    engine = of(submit("engine", engine=source), "engine")

    assert engine.verdict not in ("pass", "kit error")
    shown = [check for check in engine.checks if check.verdict != "pass"]
    assert all(check.message for check in shown)
    assert words in " ".join(check.message + check.call + check.got for check in shown)


@pytest.mark.parametrize("source", [SET, ""])
def test_an_engine_that_is_wrong_takes_nothing_from_what_is_built(
    submit: Submit, source: str
) -> None:
    result = submit(engine=source)

    assert of(result, "engine").verdict != "pass"
    built = (*PARTS, "network")
    assert {name: of(result, name).verdict for name in built} == dict.fromkeys(built, "pass")
    assert (result.points, result.verdict != "pass") == (10, True)


def test_a_gradient_that_is_set_and_not_added_to_is_told_by_its_numbers(submit: Submit) -> None:
    checks = of(submit("engine", engine=SET), "engine").checks
    first = next(check for check in checks if check.verdict != "pass")

    assert (first.expected, first.got) == ("2", "1")
    assert first.message.startswith("The gradient of a is not right.")


def test_what_an_engine_lacks_is_said_where_a_neuron_asks_for_it(submit: Submit) -> None:
    neuron = GIVEN_NEURON.replace(".tanh()", ".exp()")
    checks = of(submit("neuron", engine=without("exp"), neuron=neuron), "neuron").checks

    assert any("the one in this engine.py does not" in check.message for check in checks)


def test_a_wrong_neuron_over_a_wrong_engine_is_judged_over_the_given_one(submit: Submit) -> None:
    neuron = GIVEN_NEURON.replace(".tanh()", "")
    over_wrong, over_given = (
        of(submit("neuron", engine=engine, neuron=neuron), "neuron") for engine in (SET, GIVEN)
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

    words = "All else was looked at over the engine that was handed out."
    assert f"Your own engine does not pass yet. {words} See it: python -m checks engine\n" in part
    assert f"Your own engine does not pass yet. {words}\n" in whole
    assert f"{words}\n" in right
    assert "Your own engine does not pass yet" not in right


def test_a_line_of_ones_own_engine_is_named_where_it_fails(submit: Submit) -> None:
    source = changed("t = math.tanh(self.data)", "t = math.tanh(self.date)")
    checks = of(submit("engine", engine=source), "engine").checks
    check = next(check for check in checks if check.verdict == "crashed")
    number = source.splitlines().index("        t = math.tanh(self.date)") + 1

    assert check.where.endswith(f"engine.py:{number}")
    assert "date" in check.message


def test_drawn_graphs_stay_where_every_gradient_shows() -> None:
    for name in GRAPHS:
        found = published().reference[f"engine.{name}"]
        assert all(0.1 < abs(float(found[f"{leaf}.grad"])) < 30 for leaf in LEAVES)
        assert abs(float(found["out.data"])) < 8
