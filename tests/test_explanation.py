"""Each of Python's errors that is explained gets the words that are meant for it.

Every error here is raised by running code, so that the words are those of the Python that runs it.
"""

import importlib
import math
import random
import re
import runpy
import sys
from typing import Any

import msgspec
import pytest

from checks.catalog import Scenario
from checks.lesson.explain import errors, explain
from checks.run.observation import Error, Observation
from tests.conftest import ROOT, SOLUTIONS

ENGINE = SOLUTIONS / "engine.py"

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

    def last(self):
        for layer in self.layers:
            pass
        return layers.neurons

    def all_neurons(self):
        return [n for n in layer.neurons for layer in self.layers]

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

LAYER_GIVES = "Your Layer gives a Neuron 2 arguments; __init__ takes nin alone."

SHOULD_SAY = [
    ("eval('quit()', {'__builtins__': {}})", "A call has to return instead"),
    ("nothing.tanh()", "None stands in front of .tanh"),
    ("[].extend([1]).extend([2])", "extend() itself gives None"),
    ("xs = []\nxs = xs.append(1)\nxs = xs.append(1)", "do not keep what it returns"),
    ("v.data.tanh()", "This is a plain number, not a Value: .data was taken"),
    ("(3).backward()", "This is a plain number, not a Value."),
    ("neuron.w[0].data.data", "The inputs may be plain numbers"),
    ("class Value:\n data = property(len)\nValue().data = 1", "Training sets data anew"),
    ("neuron.w.data", "This is a list where one Value belongs."),
    ("MLP(2, [2]).layers.parameters()", "ask them one by one"),
    ("neuron.parameters.append(v)", "are round brackets missing?"),
    ("Plain(1.0).tanh()", "the one in this engine.py does not"),
    ("v.sigmoid()", "and backward(), and no sigmoid."),
    ("[Neuron(2) for _ in 3]", "range(n) counts up to n."),
    ("xs = []\nxs.extend(3)", "append(...)"),
    ("xs = []\nxs += v", "give it brackets of its own"),
    (
        "class Layer:\n neurons = [neuron]\n def f(self, x):\n  "
        "return [n(i) for n, i in zip(self.neurons, x)]\nLayer().f([1])",
        "each needs the whole of it",
    ),
    ("nothing[0]", "None stands where a list belongs"),
    ("Neuron([4, 1])", "One whole number is wanted"),
    ("math.tanh(v)", "a Value has its own tanh()"),
    ("Value(v).tanh()", "needs no second Value around it"),
    ("v = Value(1.0)\nv.data += v\nv.tanh()", "The data of this Value is a Value itself"),
    ("neuron.w * [1.0, 2.0]", "A whole list or tuple is multiplied"),
    ("[v] - 1", "A list is used in - where a Value belongs"),
    ("v * neuron.w", "take its items one by one"),
    ("v - neuron.w", "A list is used with - where a Value belongs"),
    ("sum(zip(neuron.w, neuron.w))", "what it finds here is a tuple"),
    ("v^2", "Python writes a power as **."),
    ("sum(n.w for n in [neuron])", "sum() starts from the number 0, and a list"),
    ("class Neuron:\n def f(self): sum([w] for w in [1])\nNeuron().f()", "have to go."),
    ("class Neuron:\n def f(self): sum(w for w in [[1]])\nNeuron().f()", "which part of the line"),
    ("class Neuron:\n def parameters(self): sum([[1]])\nNeuron().parameters()", "sum(..., [])"),
    ("3 + [4, 1]", "in brackets of its own, the number is a list, too"),
    ("0.5 * nothing", "None stands on the right of *"),
    ("nothing / 2", "None stands on the left of /"),
    ("sum([Plain(1.0), Plain(2.0)])", "needs __radd__"),
    ("0 + Plain(1.0)", "A number stands on the left of +. For that"),
    ("class A:\n __slots__ = ()\n def f(self, inputs): inputz\nA().f(1)", "Is `inputs` meant?"),
    ("1 / Plain(2.0)", "A number stands on the left of /"),
    ("Plain(1.0) - 2.0", "does not do this with -"),
    ("[Plain(1.0)] + Plain(2.0)", "brackets of its own make one of the Value"),
    ("[1].copy() + [].append(1)", "append() and extend() give None"),
    ("[1] + (v for _ in [1])", "list(...) makes one of a generator"),
    ("neuron.w(0)", "is an index meant"),
    ("[neuron.w(2) for wi in neuron.w]", "is wi(...) meant?"),
    (
        "class A(MLP):\n def f(self, x): self.layers(x)\nA(1, [1]).f(1)",
        "`for layer in self.layers`",
    ),
    ("class Layer: pass\nLayer()([1.0])", "once its class has `def __call__"),
    ("neuron.b(2.0)", "is an operator missing"),
    ("def f():\n  sum = v\n  return sum([v])\nf()", "A variable hides Python's own sum() here"),
    ("def f(sum):\n  return abs(sum)(2)\nf(1)", "is an operator missing"),
    ("random(-1, 1)", "is a whole module"),
    ("nothing(1)", "a NoneType cannot be called"),
    ("neuron.without_self()", "`def without_self()` needs self"),
    ("class MLP: pass\nMLP(3, [1])", "MLP has no __init__ that Python finds"),
    ("neuron.parameters[0]", "parameters() calls the method"),
    ("neuron.w + neuron.parameters", "parameters() calls the method"),
    ("re.match('a', 1)", "A text was wanted, as names and labels in a drawing are"),
    ("neuron.w[2]", "A list of n items has the indexes 0 to n - 1"),
    ("for i in [0.5]:\n neuron.w[i]", "range(len(items)) counts them"),
    ("[wi * xi for wi, xi in zip(neuron.w)]", "zip(neuron.w) has nothing to pair"),
    ("[w for w, x in neuron.w]", "Each item here is one thing and no pair"),
    ("class Neuron:\n def f(self, x):\n  a, b = x\nNeuron().f([1])", "How many items x has"),
    ("x = [1, 2, 3]\nfor a, b in x, x: pass", "zip(x, x) does."),
    ("x = [1, 2, 3]\n[a for a, b in (x, x)]", "zip(x, x) does."),
    ("raise ModuleNotFoundError(\"No module named 'graphviz'\")", "python -m pip install graphviz"),
    ("import no_such_module_here.part", "no_such_module_here is not installed here"),
    ("import random.Value", "random is one file: from random import Value"),
    ("from math import Value", "Is Value spelled so there"),
    (
        "raise ImportError(\"cannot import name 'Neuron' from 'neuron' (neuron.py)\")",
        "The neuron.py that this runs with has no Neuron",
    ),
    (
        "raise ImportError(\"cannot import name 'X' from partially initialized module 'x'\")",
        "Two files import each other",
    ),
    ("before_its_value()", "give it one before this line"),
    ("total = 1\ndef f():\n total = total + 1\nf()", "One from outside of this function"),
    ("if v:\n        x = 1\n\ty = 2", "begin them all with spaces"),
    ("import sys\nfloat(sys.argv[0] + 'two')", "the kit types nothing there"),
    ("x = (1, 2)\nx.insert(0, 1.0)", "list(x) makes one of yours"),
    ("[].append(*[1, 2])", "extend(...), without the star"),
    ("Layer(1, 1) * 2", "A Layer cannot be multiplied"),
    (
        "class Neuron:\n def f(self):\n  for self.w in [v]: self.w + [v]\nNeuron().f()",
        "self.w is one item here, and no list",
    ),
    ("class A: step = print()\na = A()\na.step()", "a.step stands for None here. Where it was set"),
    ("def f():\n for p in n.w:\n  for n in [neuron]: pass\nf()", "has to come first"),
    ("def f():\n sum = sum([1])\nf()", "This line gives sum a value of its own."),
    ("def f():\n total = sum([1])\n sum = 2\nf()", "Another line of this function gives sum"),
    ("x = sum(v for _ in [1], v)", "round brackets of its own"),
    ("x = 1 if len([v]) = 1 else 2", "Python compares with =="),
    ("x = sum((v for _ in zip([1], [2]), v)\ny = 1", "opens 3 round brackets, and closes 2"),
    ("x = (1, 2)\nx[0] = 3", "This line writes into the input"),
    ("for n in Layer(1, 1): pass", "A Layer is no list"),
    ("class A:\n def __init__(self): [].extend(neuron)\nA()", "with append(...)"),
    ("compile(b'a = \"caf\\xe9\"', '', 'exec')", "no text in UTF-8"),
    ("return v", "This return belongs further right"),
    ("x = “one”", "comes along when text is copied"),
    ("x = 2 × 3", "Python writes * for times"),
    ("x = 2 − 3", "Type a minus"),
    ("x = 2²", "Python writes **2"),
    ("x =\u00a01", "Character 4 of this line, right behind `=`, is a space of another kind"),
    ("x = y\u200b", "Character 6 of this line, right behind `y`, is one that cannot be seen"),
    # what the object has
    ("neuron.bias", "A Neuron here keeps w and b: is b meant?"),
    ("Layer(2, 2).neuron", "A Layer here keeps neurons: is neurons meant?"),
    ("class Neuron:\n def __init__(self):\n  self.w = 1\n  self.b += 1\nNeuron()", "Up to"),
    ("class Neuron:\n def __init__(self, nin):\n  self.nin\nNeuron(1)", "`nin`, without self."),
    ("class Neuron:\n def f(self):\n  self.w\nNeuron().f()", "A Neuron here has f(), and no w."),
    ("v.tahn()", "Is tanh meant?"),
    (
        "class Neuron:\n def f(self): self.dot(1)\ndef dot(self, x): pass\nNeuron().f()",
        "`def dot` stands in line 3, outside of the class Neuron: indent it",
    ),
    (
        "class Neuron:\n def f(self):\n  def dot(self): pass\n  self.dot()\nNeuron().f()",
        "`def dot` stands in line 3, inside of f: indent it",
    ),
    # what a name may stand for
    ("neuron.parameters()", "What the object keeps is reached through self: self.w."),
    ("class A(MLP):\n def f(self):\n  return layer(1)\nA(2, [2]).f()", "keeps self.layers, and no"),
    ("MLP(2, [2]).last()", "Is `layer` meant?"),
    ("MLP(2, [2]).all_neurons()", "The outer loop comes first: `for layer in ...`, and behind it"),
    ("def f():\n x = [a for a in [1]]\n a\nf()", "only inside the brackets that say `for a in`"),
    ("class MLP:\n def f(self):\n  return nouts\nMLP().f()", "self.nouts = nouts"),
    ("class Layer:\n def f(self, outs):\n  return nout\nLayer().f([])", "self.nout = nout"),
    ("class MLP:\n def __init__(self, size):\n  nouts[0]\nMLP(1)", "takes size, and no nouts"),
    ("class Neuron:\n def f(self, act):\n  return tanh(act)\nNeuron().f(v)", ": act.tanh()."),
    ("class Layer:\n def f(self):\n  return tanh(v + v)\nLayer().f()", "behind it: .tanh()"),
    ("parameters(neuron)", "stands behind an object: .parameters()"),
    ("tanh(0.5)", "For a plain number it is math.tanh"),
    ("class Tree:\n def join(self, other: Tree): pass", "Inside its own class, Tree is not there"),
    ("Nueron(2)", "Is Neuron meant?"),
    ("del Value; Value(1)", "`from engine import Value` belongs at the top"),
    # who makes a call, and what the function asks for
    ("Layer(3)", "This line makes a Layer without nout; __init__ takes nin, nout."),
    ("class Layer:\n def __init__(self, n):\n  Neuron(n, 1)\nLayer(1)", LAYER_GIVES),
    ("def f():\n return Layer(3)\nf()", "With a small letter, a name means one that was made"),
    ("neuron([1.0], 2)", "This line calls a Neuron with 2 arguments; it takes x alone."),
    ("Value.tanh()", "it needs one Value in front of its dot"),
    ("v.tanh(v)", "This line gives tanh() 1 argument; it takes none."),
    ("Neuron(2, bias=1)", "an argument by a name that it does not know; __init__ takes nin alone"),
    ("class Neuron:\n def __call__(x): pass\nNeuron()(1)", "has no self in front of x"),
    # a layer's input, and a network's output
    (
        "class Layer:\n def __call__(self, x):\n  for n in [neuron, neuron]:\n   "
        "x = n(x)\nLayer()([1.0, 2.0])",
        "takes the place of the input",
    ),
    ("class MLP:\n def __call__(self, x): return x[0]\nMLP()(v)", "nothing left to unwrap"),
    (
        "class Neuron:\n def __call__(self, x): zip(self.w, x)\n w = []\nclass MLP:\n"
        " def __call__(self, x): Neuron()(x)\nMLP()(v)",
        "does the layer before have one neuron alone?",
    ),
]
SHOULD_SAY_NOTHING = [
    *("1 / 0", "{}['w']", "v > v", "len(neuron)", "a, b = [1, 2, 3]", "neuron.w['a']"),
    *("[].append(1, 2)", "neuron * 2", "float('two')", "outs = ()\nouts.append(1)"),
    *("'w' + 1", "int('two')", "random.random(-1, 1)", "raise Exception('list')"),
    *("raise ValueError('not enough inputs')", "raise NotImplementedError"),
    "recursion = lambda: recursion(); recursion()",
    # Python's own words say it
    *("out", "b2", "math.tanh([1.0])", "neuron(v)", "v[0]", "x = sum((1, 2)", "x = 'half"),
    *("for wi in neuron.w\n pass", "x = [1 2]", "neuron(1) = v", "def f():\nreturn 1"),
    # true of other code that raises the same error, and wrong here
    *("random.uniform(-1, 0, 1)", "[].add(v)", "().append(v)", "w", "layers", "b + 1"),
    *("a, b = [v]", "for a, b in [[1]]:\n pass", "a, b = v", "nin * 2"),
    "class Layer:\n def __call__(self, x):\n  x = neuron(v)\nLayer()(1)",
    *("x = sum((1, 2)))", "x = v if = 1", "x = 1 if v", "f(x for x in [1]) = 2"),
    *("out = (1, 2)\nout[0] = 3", "x = (1, 2)\nx[0] == 3\ny = (1,)\ny[0] = x"),
    "class Layer:\n def __call__(self, x): return x[0]\nLayer()(v)",
    "class MLP:\n def __init__(self, x): x[0]\nMLP(v)",
]
SHOULD_NOT_SAY = [
    ("neuron(3)", "index"),
    ("neuron.w(0)", "one by one"),
    ("class A(MLP):\n def f(self): self.layers(0)(1)\nA(1, [1]).f()", "one by one"),
    ("[neuron.w(0) for wi in neuron.w[:1]]", "wi(...)"),
    ("math.tanh(v)", "itself"),
    ("class Neuron:\n def f(self): self.dot(1)\ndef dot(a, b): pass\nNeuron().f()", "outside"),
    ("def f():\n total = sum([1])\n sum = 2\nf()", "This line"),
    ("class A:\n def parameters(self): [].extend(neuron)\nA().parameters()", "append"),
    ("x = [v for _ in [1] 2", "round brackets"),
    ("class Neuron:\n def f(self):\n  return self.w\nNeuron().f()", "meant?"),
    ("class Neuron:\n def f(self): pass\nNeuron().f(1)", "self in"),
    ("def f(layer):\n return [n for n in layers]\nf(1)", "brackets"),
    ("neuron.w[0.5]", "range(len(x))"),
    ("3 + [4, 1]", "take its items one by one"),
    ("def f():\n print(n)\n for n in [1]: pass\nf()", "before the loop"),
    ("nothing.tanh()", "?"),
    ("v * neuron.w", "brackets"),
]
BY_THE_KIT = [
    (
        "class MLP:\n def __init__(self, nin, hidden, nout): pass",
        "MLP(3, [4, 4, 1])",
        "The kit makes MLP(3, [4, 4, 1]): your __init__ asks for nin, hidden, nout.",
    ),
    ("class Neuron:\n def __call__(self): pass", "Neuron()(1)", "no name for it, as x"),
    ("class Neuron:\n def __call__(): pass", "Neuron()(1)", "needs self in its brackets"),
    (
        "class Neuron:\n def __call__(self, x, y): pass",
        "Neuron()(1)",
        "The kit calls it with one input; your __call__ asks for x, y.",
    ),
    ("class Value:\n def f(self):\n  (1).data", "Value().f()", "a Value is made first."),
    ("class Value:\n def f(self):\n  tanh(1)", "Value().f()", "computed: math.tanh"),
    ("class Value:\n def f(self):\n  math.exp(v)", "Value().f()", "is its .data"),
    (
        "class Neuron:\n def parameters(self, w, b=1): pass",
        "Neuron().parameters()",
        "with empty brackets; your parameters asks for w, b=....",
    ),
    ("def count(nin): pass", "count(3, [4])", "The kit gives it 2 arguments; yours asks for nin."),
    ("def count(a, b, c): pass", "count(3, [4])", "The kit gives it less: yours asks for a, b, c."),
]
MADE = Scenario("mlp.call", "call", {"class": "MLP", "sizes": [3, [4, 4, 1]]}, "MLP", "MLP(...)")


@pytest.fixture(scope="module")
def trace() -> Any:
    """Return what a worker says of errors; a worker finds it so, too."""
    sys.path.insert(0, str(ROOT / "checks"))
    found = importlib.import_module("inside.trace")
    sys.path.pop(0)
    return found


@pytest.fixture(scope="module")
def scene() -> dict[str, Any]:
    value = runpy.run_path(str(ENGINE), run_name="engine")["Value"]
    names: dict[str, Any] = {"Value": value, "math": math, "random": random, "re": re}
    exec(compile(SCENE, "scene.py", "exec"), names)
    return names


def raised(code: str, scene: dict[str, Any], trace: Any, call: str = "") -> Observation:
    """Run a learner's code, then a call by the kit; return what a worker says of its error."""
    texts = {"here.py": code.split("\n"), "scene.py": SCENE.split("\n")}
    job = {
        "own": [*texts, str(ENGINE)],
        "texts": texts,
        "class": "Value",
        "kits": "",
        "folder": "/",
    }
    names = dict(scene)
    try:
        exec(compile(code, "here.py", "exec"), names)
        exec(compile(call, "kit.py", "exec"), names)
    except Exception as error:  # whichever it is
        said = {"scenario": "here", **trace.failure(error, job)}
        return msgspec.convert(said, Observation)
    raise AssertionError(f"{code} raises nothing")


@pytest.mark.parametrize(("code", "words"), SHOULD_SAY, ids=[code for code, _ in SHOULD_SAY])
def test_an_error_is_explained(code: str, words: str, scene: dict[str, Any], trace: Any) -> None:
    seen = raised(code, scene, trace)
    found = explain(seen)
    assert words in found, (seen.error, found)
    assert not re.search(r"\{\d?\}|None\.", found.replace("gives None.", ""))


@pytest.mark.filterwarnings("ignore::SyntaxWarning")  # Python sees some of these coming
@pytest.mark.parametrize("code", SHOULD_SAY_NOTHING)
def test_an_error_that_says_it_itself_or_may_mean_anything_is_left_to_its_own_words(
    code: str, scene: dict[str, Any], trace: Any
) -> None:
    assert explain(raised(code, scene, trace)) == ""


@pytest.mark.parametrize(("code", "words"), SHOULD_NOT_SAY)
def test_words_that_do_not_fit_are_not_said(
    code: str, words: str, scene: dict[str, Any], trace: Any
) -> None:
    assert words not in explain(raised(code, scene, trace))


@pytest.mark.parametrize(("code", "call", "words"), BY_THE_KIT)
def test_a_call_that_the_kit_makes_is_told_beside_what_the_function_asks_for(
    code: str, call: str, words: str, scene: dict[str, Any], trace: Any
) -> None:
    assert words in explain(raised(code, scene, trace, call), MADE)


def test_every_explanation_is_given_for_an_error_that_python_raises(
    scene: dict[str, Any], trace: Any
) -> None:
    said = {explain(raised(code, scene, trace)) for code, _ in SHOULD_SAY}
    said |= {explain(raised(code, scene, trace, call)) for code, call, _ in BY_THE_KIT}
    for one in errors().patterns:
        words = re.sub(r"\\\{\d\\\}", ".+", re.escape(one.words))
        assert any(re.fullmatch(words, found) for found in said), one.pattern


def test_a_name_that_should_be_there_is_not_called_a_slip() -> None:
    """A learner's class may lack what it should have: then it is missing, not misspelt."""
    for kind in ("Neuron", "Layer", "MLP", "Value"):
        for name in errors().attributes[kind]:
            error = Error("AttributeError", f"'{kind}' object has no attribute '{name}'")
            assert "meant?" not in explain(Observation("here", "raised", error=error))


def test_names_that_no_def_can_have_are_not_told() -> None:
    clues = {"kept": ("<b>w</b>", "x" * 90), "offers": ("a b()", "\x1b[31m")}
    error = Error("AttributeError", "'Neuron' object has no attribute 'v'", clues=clues)
    assert "<b>" not in explain(Observation("here", "raised", error=error))


def test_what_a_stand_in_takes_is_not_said_of_the_learners_own(trace: Any) -> None:
    given: dict[str, Any] = {}
    exec(compile("class Neuron:\n    def __init__(self, nin): pass", "kit.py", "exec"), given)
    made = "class Layer:\n    def __init__(self, n):\n        Neuron(n, n)\nLayer(1)"
    said = "Your Layer gives a Neuron 2 arguments; the kit's own Neuron, in the place of yours, "
    assert explain(raised(made, given, trace)) == f"{said}takes nin alone."
    read = explain(raised("Neuron(1).size", given, trace))
    assert (
        read
        == "Where the kit's own Neuron takes the place of yours, it has w, b and parameters alone."
    )
