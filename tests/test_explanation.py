"""Each of Python's errors that is explained gets the words that are meant for it.

Every error here is raised by running code, so that the words are those of the Python that runs it.
"""

import math
import random
import re
import runpy
from pathlib import Path
from typing import Any

import pytest

from checks.lesson.explain import errors, explain

SOLUTIONS = Path(__file__).resolve().parents[1] / "solutions"

# What a learner's file has at hand, beside the engine.
SCENE = """
class Neuron:
    def __init__(self, nin):
        self.w = [Value(0.5) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        return sum((wi * xi for wi, xi in zip(self.w, x)), self.b).tanh()

    def parameters(self):
        return w[0], self.b

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

neuron, v, nothing = Neuron(2), Value(1.0), None

def before_its_value():
    total += 1
    return total

class Plain:
    "A Value of an engine that cannot be added from the right."
    def __init__(self, data):
        self.data = data

    def __add__(self, other):
        return self

Plain.__name__ = "Value"
"""

SHOULD_SAY = [
    ("eval('quit()', {'__builtins__': {}})", "A call has to return instead"),
    ("neuron.parameters()", "What the object keeps is reached through self: self.w."),
    ("MLP(2, [2]).sizes()", "self: self.layers."),
    ("[v][0 if nout == 1 else 1]", "self.nout = nout"),
    ("nothing.tanh()", "Something gave None where a Value belongs"),
    ("[].extend([1]).extend([2])", "extend() changes the list"),
    ("v.data.tanh()", "This is a plain number, not a Value"),
    ("(3).backward()", "This is a plain number, not a Value"),
    ("neuron.w.data", "This is a list where one Value belongs"),
    ("(v * 2 for _ in [1]).tanh()", "This is a generator where one Value belongs"),
    ("Plain(1.0).tanh()", "the one in this engine.py does not"),
    ("v.sigmoid()", "and no sigmoid."),
    ("neuron.bias", "Is bias set in __init__"),
    ("Layer(2, 2).neuron", "Is neurons meant?"),
    ("MLP(2, [2]).depth", "Is depth set in __init__"),
    ("[Neuron(2) for _ in 3]", "range(n) counts up to n."),
    ("neuron(3)", "range(n) counts up to n."),
    ("list(nothing)", "Something gave None where a list belongs"),
    ("nothing[0]", "Something gave None where a list belongs"),
    ("Neuron([4, 1])", "One whole number is wanted"),
    ("math.tanh(v)", "a Value has its own tanh()"),
    ("Value(v).tanh()", "needs no second Value around it"),
    ("neuron.w * [1.0, 2.0]", "A whole list is multiplied"),
    ("[v] - 1", "A list is used in - where a Value belongs"),
    ("sum([[v], [v]])", "give it brackets of its own"),
    ("0.5 * nothing", "Something gave None, which cannot be used in *"),
    ("nothing / 2", "What stands on the left of / is None"),
    ("sum([Plain(1.0), Plain(2.0)])", "it lacks __radd__"),
    ("1 / Plain(2.0)", "A number stands on the left of /"),
    ("Plain(1.0) - 2.0", "has no method for -"),
    ("[Plain(1.0)] + Plain(2.0)", "Give the Value brackets of its own"),
    ("neuron.w(0)", "is an index meant"),
    ("neuron.without_self()", "does `def without_self` begin with self?"),
    ("class MLP: pass\nMLP(3, [1])", "MLP has no __init__ that Python finds"),
    ("Layer(3)", "Layer(...) makes a new one."),
    ("neuron.parameters[0]", "round brackets come first"),
    ("re.match('a', 1)", "A text was wanted, as names and labels in a drawing are"),
    ("neuron.w[2]", "A list of n items has the indexes 0 to n - 1"),
    ("raise ModuleNotFoundError(\"No module named 'graphviz'\")", "python -m pip install graphviz"),
    ("import no_such_module_here.part", "no_such_module_here is not installed here"),
    ("from math import Value", "The file does not define Value"),
    ("before_its_value()", "total is used before it has a value"),
    ("compile(b'a = \"caf\\xe9\"', '', 'exec')", "no text in UTF-8"),
    ("compile(b'a\\0b', '', 'exec')", "no text in UTF-8"),
    ("return v", "This return belongs further right"),
    ("x = “one”", "comes along when text is copied"),
    ("x =\u00a01", "comes along when text is copied"),
    # a name that is close to one that is known
    ("v.tahn()", "Is tanh meant?"),
    ("neuron.parameter()", "Is parameters meant?"),
    ("Nueron(2)", "Is Neuron meant?"),
    ("slef.w", "Is self meant?"),
    ("del Value; Value(1)", "`from engine import Value` belongs at the top"),
    ("del random; random.random()", "`import random` belongs at the top"),
]
SHOULD_SAY_NOTHING = [
    *("1 / 0", "{}['w']", "v > v", "len(neuron)", "a, b = [1, 2, 3]", "neuron.w['a']"),
    *("neuron.w[0.5]", "'w' + 1", "int('two')", "random.random(-1, 1)", "raise Exception('list')"),
    *("raise ValueError('not enough inputs')", "raise NotImplementedError"),
    "recursion = lambda: recursion(); recursion()",
    # Python's own words say it
    *("out", "b2", "math.tanh([1.0])", "neuron(v)", "v[0]", "x = sum((1, 2)", "x = 'half"),
    *("for wi in neuron.w\n    pass", "x = [1 2]", "neuron(1) = v", "def f():\nreturn 1"),
    "if v:\n        x = 1\n\ty = 2",
    # true of other code that raises the same error, and wrong here
    *("random.uniform(-1, 0, 1)", "v.tanh(v)", "[].add(v)", "().append(v)"),
]
OTHER_PYTHONS = {  # Python before 3.11, and other engines, say some things in other words
    "UnboundLocalError: local variable 's' referenced before assignment": "s is used before",
    "TypeError: zip argument #1 must support iteration: 'int' object is not iterable": "range",
    "TypeError: __init__() takes 2 positional arguments but 3 were given": "",
    "IndexError: tuple index out of range": "",
}


@pytest.fixture(scope="module")
def scene() -> dict[str, Any]:
    value = runpy.run_path(str(SOLUTIONS / "engine.py"), run_name="engine")["Value"]
    names: dict[str, Any] = {"Value": value, "math": math, "random": random, "re": re}
    exec(SCENE, names)
    return names


def raised(code: str, scene: dict[str, Any]) -> tuple[str, str]:
    """Run code and return the type and the message of what it raises."""
    try:
        exec(code, dict(scene))
    except Exception as error:  # whichever it is
        return type(error).__name__, str(error)
    raise AssertionError(f"{code} raises nothing")


@pytest.mark.parametrize(("code", "words"), SHOULD_SAY, ids=[code for code, _ in SHOULD_SAY])
def test_an_error_is_explained(code: str, words: str, scene: dict[str, Any]) -> None:
    kind, message = raised(code, scene)
    found = explain(kind, message)
    assert words in found, f"{kind}: {message}"
    assert not re.search(r"\{\d?\}", found)


@pytest.mark.filterwarnings("ignore::SyntaxWarning")  # Python sees some of these coming
@pytest.mark.parametrize("code", SHOULD_SAY_NOTHING)
def test_an_error_that_says_it_itself_or_may_mean_anything_is_left_to_its_own_words(
    code: str, scene: dict[str, Any]
) -> None:
    assert explain(*raised(code, scene)) == ""


@pytest.mark.parametrize(("message", "words"), OTHER_PYTHONS.items())
def test_the_words_of_another_python_are_not_explained_wrongly(message: str, words: str) -> None:
    kind, _, rest = message.partition(": ")
    found = explain(kind, rest)
    assert (words in found) if words else found == ""


def test_every_explanation_is_given_for_an_error_that_python_raises(scene: dict[str, Any]) -> None:
    said = [": ".join(raised(code, scene)) for code, _ in SHOULD_SAY]
    patterns = [one.pattern for one in errors().patterns]
    first = [next((p for p in patterns if re.search(p, words)), None) for words in said]
    assert [pattern for pattern in patterns if pattern not in first] == []


@pytest.mark.parametrize("kind", ["Neuron", "Layer", "MLP", "Value"])
def test_a_name_that_should_be_there_is_not_called_a_slip(kind: str) -> None:
    """A learner's class may lack what it should have: then it is missing, not misspelt."""
    for name in errors().attributes[kind]:
        told = explain("AttributeError", f"'{kind}' object has no attribute '{name}'")
        assert "meant?" not in told
