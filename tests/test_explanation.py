"""Does each of Python's errors that is explained get the words that are meant for it?

Every error here is raised by running code, so that the words are those of the Python that runs it.
"""

import importlib.util
import math
import random
import re
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from checks.lesson.explain import ATTRIBUTES, EXPLANATIONS, explain

ROOT = Path(__file__).resolve().parents[1]

# What a learner's file has at hand.
SCENE = """
class Neuron:
    def __init__(self, nin):
        self.w = [Value(0.5) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        return sum((wi * xi for wi, xi in zip(self.w, x)), self.b).tanh()

    def parameters(self):
        return [*self.w, self.b]

    def nothing(self):
        pass

    def without_self():
        pass


class Layer:
    def __init__(self, nin, nout):
        self.neurons = [Neuron(nin) for _ in range(nout)]


class MLP:
    def __init__(self, nin, nouts):
        self.layers = [Layer(nin, nout) for nout in nouts]

    def sizes(self):
        return layers


neuron, v = Neuron(2), Value(1.0)


def bare_name():
    return w[0]


def other_name(x):
    return zip(xs, x)


def before_its_value():
    total += 1
    return total


class Plain(object):
    "A Value of an engine that cannot be added from the right."
    def __init__(self, data):
        self.data = data

    def __add__(self, other):
        return self


Plain.__name__ = "Value"
"""

SHOULD_SAY = [
    ("[v][0 if nout == 1 else 1]", "self.nout = nout"),
    ("eval('quit()', {'__builtins__': {}})", "A call has to return instead"),
    ("bare_name()", "What the object keeps is reached through self: self.w."),
    ("MLP(2, [2]).sizes()", "What the object keeps is reached through self: self.layers."),
    ("other_name([1])", "Nothing is called xs at that place"),
    ("neuron.nothing().tanh()", "Something gave None where a Value belongs"),
    ("neuron.nothing().data", "Something gave None where a Value belongs"),
    ("v.data.tanh()", "This is a plain number, not a Value"),
    ("(3).backward()", "This is a plain number, not a Value"),
    ("neuron.w.data", "This is a list where one Value belongs"),
    ("(v, v).tanh()", "This is a tuple where one Value belongs"),
    ("(v * 2 for _ in [1]).tanh()", "This is a generator where one Value belongs"),
    ("map(neuron, [[1, 2]]).backward()", "This is a map where one Value belongs"),
    ("v.sigmoid()", "and no sigmoid."),
    ("v.value", "and no value."),
    ("neuron.bias", "This Neuron has no bias"),
    ("Layer(2, 2).neuron", "This Layer has no neuron"),
    ("MLP(2, [2]).layer", "This MLP has no layer"),
    ("[Neuron(2) for _ in 3]", "range(n) counts up to n."),
    ("neuron(3)", "range(n) counts up to n."),
    ("[].extend([1]).extend([2])", "extend() changes the list"),
    ("class MLP: pass\nMLP(3, [1])", "MLP has no __init__ that Python finds"),
    ("neurons[0]", "reached through self: self.neurons"),
    ("Neuron([4, 1])", "One whole number is wanted"),
    ("math.tanh(v)", "a Value has its own tanh()"),
    ("Value(v).tanh()", "needs no second Value around it"),
    ("math.tanh([1.0])", "A plain number was wanted and a list came."),
    ("math.tanh(None)", "A plain number was wanted and a NoneType came."),
    ("neuron.w * [1.0, 2.0]", "A whole list is multiplied"),
    ("neuron.w * 0.5", "A whole list is multiplied"),
    ("[v] - 1", "A list is used in - where a Value belongs"),
    ("(v,) / 2", "A tuple is used in / where a Value belongs"),
    ("neuron.w + neuron.b", "give it brackets of its own"),
    ("neuron.b + neuron.w", "give it brackets of its own"),
    ("sum([[v], [v]])", "A list is used in + where a Value belongs"),
    ("v + neuron.nothing()", "Something gave None, which cannot be used in +"),
    ("0.5 * neuron.nothing()", "Something gave None, which cannot be used in *"),
    ("sum([Plain(1.0), Plain(2.0)])", "it lacks __radd__"),
    ("Plain(1.0).tanh()", "the one in this engine.py does not"),
    ("2 * Plain(1.0)", "as __rmul__ is one for *"),
    ("1 / Plain(2.0)", "A number stands on the left of /"),
    ("Plain(1.0) * Plain(2.0)", "has no method for *"),
    ("Plain(1.0) - 2.0", "has no method for -"),
    ("neuron.nothing() / 2", "What stands on the left of / is None"),
    ("[Plain(1.0)] + Plain(2.0)", "A list can only be joined with a list"),
    ("neuron.w(0)", "a list cannot be called"),
    ("v.data()", "a float cannot be called"),
    ("random()", "a module cannot be called"),
    ("neuron.without_self()", "does `def without_self` begin with self?"),
    ("Neuron()", "Making a Neuron needs 'nin', too."),
    ("Layer(3)", "Making a Layer needs 'nout', too."),
    ("Layer()", "Making a Layer needs 'nin' and 'nout', too."),
    ("neuron.parameters[0]", "round brackets come first"),
    ("v[0]", "A Value has no items"),
    ("items = (x for x in [1]); items[0]", "A generator has no items"),
    ("neuron(v)", "A Value cannot be looped over"),
    ("list(neuron.nothing())", "A NoneType cannot be looped over"),
    ("neuron.w[2]", "a list of n items has the indexes 0 to n - 1"),
    ("import no_such_module_here", "no_such_module_here is not installed here"),
    ("import no_such_module_here.part", "no_such_module_here is not installed here"),
    ("raise ModuleNotFoundError(\"No module named 'graphviz'\")", "python -m pip install graphviz"),
    ("re.match('a', 1)", "A text was wanted, as names and labels in a drawing are"),
    ("from math import Value", "The file does not define Value"),
    ("before_its_value()", "total is used before it has a value"),
    ("x = sum((1, 2)", "This ( has no partner"),
    ("x = (1, 2]", "belongs to this ]"),
    ("x = 1)", "belongs to this )"),
    ("for wi in neuron.w\n    pass", "ends with a colon"),
    ("compile(b'a = \"caf\\xe9\"', '', 'exec')", "no text in UTF-8"),
    ("compile(b'a\\0b', '', 'exec')", "no text in UTF-8"),
    ("x = 'half", "none closes it"),
    ('x = """half', "none closes it"),
    ("x = [1 2]", "Two things stand side by side"),
    ("if v = 1:\n    pass", "ask whether things are equal"),
    ("neuron(1) = v", "stands on the left of ="),
    ("return v", "This return belongs further right"),
    ("x = “one”", "none of Python's"),
    ("x =\u00a01", "none of Python's"),
    ("def f():\nreturn 1", "four spaces further right"),
    ("x = 1\n    y = 2", "starts further right than the one above"),
    ("if v:\n    x = 1\n  y = 2", "where no line above it does"),
    ("if v:\n        x = 1\n\ty = 2", "use four spaces in all"),
]

# A name that is close to one that is known.
SLIPS = [
    ("v.tahn()", "This Value has no tahn; tanh is close to it: is that meant?"),
    ("v.backwards()", "This Value has no backwards; backward is close"),
    ("v.Data", "This Value has no Data; data is close"),
    ("neuron.W", "This Neuron has no W; w is close"),
    ("neuron.parameter()", "This Neuron has no parameter; parameters is close"),
    ("Layer(2, 2).nuerons", "This Layer has no nuerons; neurons is close"),
    ("Nueron(2)", "Nothing is called Nueron at that place; Neuron is close to it"),
    ("value(2.0)", "Nothing is called value at that place; Value is close to it"),
    ("mlp(2, [2])", "Nothing is called mlp at that place; MLP is close to it"),
    ("rnge(2)", "Nothing is called rnge at that place; range is close to it"),
    ("slef.w", "Nothing is called slef at that place; self is close to it"),
    ("del Value; Value(1)", "`from engine import Value` belongs at its top"),
    ("del random; random.random()", "`import random` belongs at its top"),
]

# Far from every name that is known: nothing is guessed.
NO_SLIPS = ["v.gradient", "v.value", "neuron.bias", "neuron.weights", "out", "xs", "total", "b2"]

SHOULD_SAY_NOTHING = [
    "1 / 0",
    "{}['w']",
    "[1, 2].index(3)",
    "v > v",
    "v ** v",
    "abs(v)",
    "float(v)",
    "len(neuron)",
    "a, b = [1, 2, 3]",
    "a, b = 3",
    "neuron.w['a']",
    "neuron.w[0.5]",
    "range(2.0)",
    "'w' + 1",
    "int('two')",
    "random.random(-1, 1)",
    "random.choice(3)",
    "{[1]: 2}",
    "raise ValueError('not enough inputs')",
    "raise NotImplementedError",
    "raise Exception('list')",
    "assert neuron.w == []",
    "recursion = lambda: recursion(); recursion()",
]

# True of other code that raises the same error, and wrong here.
SHOULD_NOT_SAY = [
    ("random.uniform(-1, 0, 1)", "begin with self"),
    ("v.tanh(v)", "begin with self"),
    ("[].add(v)", "where one Value belongs"),
    ("().append(v)", "where one Value belongs"),
    ("[].extend([v]).append(v)", "where a Value belongs"),
    ("np.tanh(1.0)", "in the line of `def`"),
    ("statistics.mean([1.0])", "in the line of `def`"),
]


def _engine() -> ModuleType:
    spec = importlib.util.spec_from_file_location("engine", ROOT / "solutions" / "engine.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def scene() -> dict[str, Any]:
    names: dict[str, Any] = {"Value": _engine().Value, "math": math, "random": random, "re": re}
    exec(SCENE, names)
    return names


def raised(code: str, scene: dict[str, Any]) -> tuple[str, str]:
    """Run code and return the type and the message of what it raises."""
    try:
        exec(code, dict(scene))
    except Exception as error:  # whichever it is
        return type(error).__name__, str(error)
    raise AssertionError(f"{code} raises nothing")


def number_of_pattern(kind: str, message: str) -> int | None:
    for number, (pattern, _) in enumerate(EXPLANATIONS):
        if re.search(pattern, f"{kind}: {message}"):
            return number
    return None


@pytest.mark.parametrize(("code", "words"), SHOULD_SAY, ids=[code for code, _ in SHOULD_SAY])
def test_an_error_is_explained(code: str, words: str, scene: dict[str, Any]) -> None:
    kind, message = raised(code, scene)
    assert words in explain(kind, message), f"{kind}: {message}"


@pytest.mark.parametrize(("code", "words"), SLIPS, ids=[code for code, _ in SLIPS])
def test_a_slip_of_the_keys_is_told_with_the_name_that_is_meant(
    code: str, words: str, scene: dict[str, Any]
) -> None:
    kind, message = raised(code, scene)
    assert words in explain(kind, message), f"{kind}: {message}"


@pytest.mark.parametrize("code", NO_SLIPS)
def test_no_name_is_guessed_for_one_that_is_far_from_all(code: str, scene: dict[str, Any]) -> None:
    assert "is that meant?" not in explain(*raised(code, scene))


@pytest.mark.parametrize("kind", ["Neuron", "Layer", "MLP", "Value"])
def test_a_name_that_should_be_there_is_not_called_a_slip(kind: str) -> None:
    """A learner's class may lack what it should have: then it is missing, not misspelt."""
    for name in ATTRIBUTES[kind]:
        told = explain("AttributeError", f"'{kind}' object has no attribute '{name}'")
        assert "is that meant?" not in told


def test_every_explanation_is_given_for_an_error_that_python_raises(scene: dict[str, Any]) -> None:
    used = {number_of_pattern(*raised(code, scene)) for code, _ in SHOULD_SAY}
    never = [EXPLANATIONS[n][0] for n in range(len(EXPLANATIONS)) if n not in used]
    assert never == []


def test_no_explanation_has_a_gap_left_to_fill(scene: dict[str, Any]) -> None:
    for code, _ in SHOULD_SAY:
        assert not re.search(r"\{\d?\}", explain(*raised(code, scene)))


@pytest.mark.filterwarnings("ignore::SyntaxWarning")  # Python sees some of these coming
@pytest.mark.parametrize("code", SHOULD_SAY_NOTHING)
def test_an_error_that_may_mean_anything_is_left_to_its_own_words(
    code: str, scene: dict[str, Any]
) -> None:
    assert explain(*raised(code, scene)) == ""


@pytest.mark.parametrize(("code", "words"), SHOULD_NOT_SAY, ids=[c for c, _ in SHOULD_NOT_SAY])
def test_an_explanation_says_nothing_that_is_wrong_of_the_code(
    code: str, words: str, scene: dict[str, Any]
) -> None:
    kind, message = raised(code, scene)
    assert words not in explain(kind, message), f"{kind}: {message}"


@pytest.mark.parametrize(
    ("message", "words"),
    [
        # Python before 3.11, and other engines, say some things in other words.
        ("UnboundLocalError: local variable 's' referenced before assignment", "s is used before"),
        (
            "TypeError: zip argument #1 must support iteration: 'int' object is not iterable",
            "range",
        ),
        ("TypeError: __init__() takes 2 positional arguments but 3 were given", ""),
        ("IndexError: tuple index out of range", ""),
    ],
)
def test_the_words_of_another_python_are_not_explained_wrongly(message: str, words: str) -> None:
    kind, _, rest = message.partition(": ")
    found = explain(kind, rest)
    assert (words in found) if words else found == ""
