"""A learner's own engine is judged first, where it stands in the given one's place.

All else is judged over the engine that was handed out, with the helpers of theirs beside it. Only
what does not run there is looked at over their own, by its numbers. `tests/wild/` has more engines.
"""

from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from checks.check.key import published
from checks.check.result import Result
from checks.lesson.expressions import GRAPHS, LEAVES
from tests.conftest import REQUIRED, SOURCE, Submit, changed, failed, of, verdicts

GIVEN, GIVEN_NEURON = SOURCE["engine"], SOURCE["neuron"]

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


def own(old: str, new: str) -> str:
    """Return that engine with one piece of its text replaced, wherever it stands."""
    return changed(OWN, (old, new))


def without(*methods: str) -> str:
    return changed(OWN, *((f"def {method}(", f"def no_{method}(") for method in methods))


SET = own(".grad += ", ".grad = ")
HELPER = f"{OWN}\n\ndef to_value(thing):\n    return wrap(thing)\n"
HALF = OWN + "\n\nValue.half = lambda self: self * 1.0\n"


def failures(result: Result) -> dict[str, str]:
    checks = (check for one in result.exercises for check in failed(one))
    return {c.id: f"{c.verdict}: {c.message}" for c in checks}


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


OTHERS = {
    "no words in _op": own("self._op = op", "self._op = 7"),
    "no parents are None": changed(
        OWN, ("set(children)", "set(children) or None"), ("._prev:", "._prev or ():")
    ),
    "a subclass": f"{OWN}\nclass Parameter(Value): pass\nONE = Parameter(1)\n",
    "the given one, with a print": f"print('mine')\n{GIVEN}\n# mine now\n",
}


@pytest.mark.parametrize("source", OTHERS.values(), ids=OTHERS)
def test_an_engine_of_ones_own_may_be_made_in_other_ways(submit: Submit, source: str) -> None:
    assert failures(submit("engine", "neuron", engine=source)) == {}


LOOP, STUB = "        while True: pass\n", "        raise NotImplementedError\n"
BROKEN = {
    "another name for data": (own("self.data", "self.number"), ""),
    "no tanh": (without("tanh"), "tanh"),
    "a division that needs another one": (without("__truediv__"), "/"),
    "a subtraction without a minus sign": (without("__neg__"), "-"),
    "no backward": (without("backward"), "backward"),
    "no zero": (own("self.grad = 0\n", "self.grad = None\n"), "starts at 0"),
    "another function for tanh": (own("math.tanh(", "math.sin("), ""),
    "set and not added to": (SET, "The gradient of a is not right."),
    "no Value": (own("class Value", "class Number"), "has no `Value`"),
    "syntax error": (OWN + "def (:\n", "Python cannot read the file"),
    "os._exit at import": ("import os\nos._exit(0)\n", "Python ended"),
    "endless loop at import": ("while True: pass\n", "does not end"),
    "endless loop in backward": (own("        visit(self)\n", LOOP), "does not end"),
    "backward still a stub": (own("        visit(self)\n", STUB), "backward"),
}


@pytest.mark.usefixtures("short_limits")  # for those that do not end
@pytest.mark.parametrize(("source", "words"), BROKEN.values(), ids=BROKEN)
def test_an_engine_that_is_wrong_is_told_why(submit: Submit, source: str, words: str) -> None:
    engine = of(submit("engine", engine=source), "engine")

    assert engine.verdict not in ("pass", "kit error")
    assert all(check.message for check in failed(engine))
    assert words in " ".join(check.message + check.call + check.got for check in failed(engine))


IN_PLACE = """

def add(self, other):
    self.data += wrap(other).data
    return self

Value.__iadd__ = add
"""
READ_ONLY = "\n\nValue.data = property(lambda self: self.number)\n"
SLIPS = {
    "abs in a power": (own("data**n", "data.__abs__()**n"), "a ** 3"),
    "abs in a slope": (own("data ** (n", "data.__abs__() ** (n"), "a ** 2"),
    "whole powers": (own("data**n", "data**int(n)"), "a ** 0.5"),
    "abs in exp": (own('math.exp(self.data), "', 'math.exp(abs(self.data)), "'), "a.exp()"),
    "ints alone": (own("else Value(thing)", "or type(thing) is float else Value(thing)"), "+ 0.5"),
    "data that cannot be set": (own("self.data = ", "self.number = ") + READ_ONLY, "a.data = -1.6"),
    "+= in place": (OWN + IN_PLACE, "out += c"),
    "what was visited is kept": (
        own("(self):\n        order, seen = [], set()", "(self, seen=set()):\n        order = []"),
        "o.backward()",
    ),
    # where the numbers tell what is wrong, it is said
    "parents in a dict": (
        own("in slopes:\n                p", "in dict(slopes).items():\n                p"),
        "is each added with += where + passes them on? Does a + a keep both parents?",
    ),
    "slope of exp": (
        own("(self, math.exp(self.data))", "(self, self.data)"),
        "is it the input here?",
    ),
    "no power left": (own("** (n - 1)", "** n"), "is it n - 1?"),
    "factors not in the slopes": (
        own("(self, other.data), (other, self.data)", "(self, 1), (other, 1)"),
        "is out.grad multiplied by it?",
    ),
    "no chain rule": (own("slope * result.grad", "slope"), "multiplied by out.grad?"),
    "rounded": (own("self.data = data", "self.data = round(data, 4)"), "It is rounded"),
}


@pytest.mark.slow
@pytest.mark.parametrize(("source", "words"), SLIPS.values(), ids=SLIPS)
def test_an_engine_that_is_right_in_most_cases_is_shown_one_where_it_is_not(
    submit: Submit, source: str, words: str
) -> None:
    check = failed(of(submit("engine", engine=source), "engine"))[0]

    assert words in f"{check.message} {check.call}"
    assert not check.expected or check.expected != check.got


@pytest.mark.parametrize("source", [SET, ""])
def test_an_engine_that_is_wrong_takes_nothing_from_what_is_built(
    submit: Submit, source: str
) -> None:
    result = submit(engine=source)

    assert of(result, "engine").verdict != "pass"
    assert {verdicts(result)[name] for name in REQUIRED} == {"pass"}
    assert (result.points, result.verdict != "pass") == (10, True)


def test_a_line_of_ones_own_engine_is_named_where_it_fails(submit: Submit) -> None:
    source = own("t = math.tanh(self.data)", "t = math.tanh(self.date)")
    checks = of(submit("engine", engine=source), "engine").checks
    check = next(check for check in checks if check.verdict == "crashed")
    number = source.splitlines().index("        t = math.tanh(self.date)") + 1

    assert check.where.endswith(f"engine.py:{number}")
    assert "date" in check.message


TAHN, EXP = (changed(GIVEN_NEURON, (".tanh()", instead)) for instead in (".tahn()", ".exp()"))
RIGHT, WRONG = (changed(GIVEN_NEURON, (".tanh()", how)) for how in (".half().tanh()", ".half()"))
IMPORTS_HELPER = f"from engine import to_value\n{GIVEN_NEURON}"
WAITS = "your own engine, which is not right yet"


WAITING = changed(HALF, ("t**2", "t"))
OVER_OWN = {
    "exp": (without("exp"), EXP, "crashed", "the one in this engine.py does not"),
    "a helper": (f"{HELPER}import nowhere\n", IMPORTS_HELPER, "pass", ""),
    "what only their own engine has": (HALF, RIGHT, "pass", ""),
    "the same, and wrong": (HALF, WRONG, "not yet", ""),
    "it waits": (WAITING, RIGHT, "blocked", WAITS),
    "it waits, and weights cannot be set": (
        changed(HALF, ("self.data = ", "self.number = ")) + READ_ONLY,
        RIGHT,
        "blocked",
        WAITS,
    ),
    "a wrong slope of what only their own engine has": (
        changed(HALF, ("self * 1.0", "self.made(self.data, 'h', (self, 2))")),
        *(RIGHT, "not yet", "is each slope right of what only that one has?"),
    ),
    "an engine that does not run": (
        "import nowhere\n",
        *(TAHN, "crashed", "If your own engine has this: that one does not run yet."),
    ),
}


@pytest.mark.parametrize(("engine", "neuron", "verdict", "words"), OVER_OWN.values(), ids=OVER_OWN)
def test_a_neuron_is_judged_over_ones_own_engine_only_where_it_needs_that(
    submit: Submit, engine: str, neuron: str, verdict: str, words: str
) -> None:
    found = of(submit("neuron", engine=engine, neuron=neuron), "neuron")
    told = " ".join(check.message for check in failed(found))

    assert verdict in {check.verdict for check in found.checks}
    assert verdict == found.verdict
    assert words in told
    assert "half" not in told


@pytest.mark.parametrize("instead", [".tahn()", ""])
def test_a_slip_of_a_neuron_is_its_own_over_any_engine(submit: Submit, instead: str) -> None:
    neuron = changed(GIVEN_NEURON, (".tanh()", instead))
    given, right, wrong = (
        of(submit("neuron", engine=engine, neuron=neuron), "neuron") for engine in (GIVEN, OWN, SET)
    )

    assert given == right == wrong
    assert given.verdict in ("crashed", "not yet")


def test_a_report_says_over_which_engine_the_rest_was_checked(
    kit: Path, command: Callable[..., CompletedProcess[str]]
) -> None:
    both = command("engine", "neuron")
    assert "nothing to check in it" in both.stderr
    assert "A neuron" in both.stdout
    (kit / "exercises" / "engine.py").write_text(SET, "utf-8")
    part, whole = (command(*names, COLUMNS="200").stdout for names in (["neuron"], []))
    (kit / "exercises" / "engine.py").write_text(OWN, "utf-8")
    right = command("neuron", COLUMNS="200").stdout

    words = "All else was looked at over the engine that was handed out"
    assert f"Your own engine does not pass yet. {words}. See it: python -m checks engine\n" in part
    assert f"Your own engine does not pass yet. {words}.\n" in whole
    assert f"{words}; operations that yours lacks were left out.\n" in right
    (kit / "exercises" / "engine.py").write_text(WAITING, "utf-8")
    (kit / "exercises" / "neuron.py").write_text(RIGHT, "utf-8")
    waits = " ".join(command("neuron", "engine").stdout.split())
    assert f"does not pass yet. These wait for it: A neuron. {words}" in waits
    assert "Your own engine does not pass yet" not in right


def test_drawn_graphs_stay_where_every_gradient_shows() -> None:
    for name in GRAPHS:
        found = published().reference[f"engine.{name}"]
        assert all(0.1 < abs(float(found[f"{leaf}.grad"])) < 30 for leaf in LEAVES)
        assert abs(float(found["out.data"])) < 8
