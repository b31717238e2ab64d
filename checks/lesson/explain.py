"""What does one of Python's errors mean in this subject? A sentence, or nothing."""

import re
from collections.abc import Iterable

# What an object of the subject has; a name that is close to one of these is a slip.
ATTRIBUTES = {
    "Value": ("data", "grad", "tanh", "exp", "relu", "backward"),
    "Neuron": ("w", "b", "parameters"),
    "Layer": ("neurons", "parameters"),
    "MLP": ("layers", "parameters"),
}
IMPORTS = {
    "Value": "from engine import Value",
    "Neuron": "from neuron import Neuron",
    "Layer": "from layer import Layer",
    "random": "import random",
    "math": "import math",
}
NAMES = (*IMPORTS, "MLP", "NotImplementedError", "range", "self")

KEPT = ("w", "b", "neurons", "layers")  # by the object: a name of their own they have not

# The first pattern that is found in "Type: message" explains it; what is in brackets is quoted.
EXPLANATIONS = [
    (
        r"NameError: name '(quit|exit)' is not defined",
        "{0}() is for whoever sits at Python's prompt. A call has to return instead.",
    ),
    (
        rf"NameError: name '({'|'.join(KEPT)})' is not defined",
        "What the object keeps is reached through self: self.{0}.",
    ),
    (
        r"NameError: name '(nin|nout|nouts)' is not defined",
        "An argument is known in its own function alone. What others need of it, `__init__` keeps: "
        "self.{0} = {0}.",
    ),
    (
        r"NameError: name '(\w+)' is not defined",
        "Nothing is called {0} at that place: is it spelled as where it was made, or is an import "
        "missing?",
    ),
    (
        r"AttributeError: 'NoneType' object has no attribute "
        r"'(tanh|exp|relu|data|grad|backward|parameters)'",
        "Something gave None where a Value belongs: is a `return` missing?",
    ),
    (
        r"AttributeError: 'NoneType' object has no attribute '(append|extend)'",
        "{0}() changes the list it is called on and gives None: let its result be, and go on with "
        "the list.",
    ),
    (
        r"AttributeError: '(float|int)' object has no attribute "
        r"'(tanh|backward|grad|data|parameters)'",
        "This is a plain number, not a Value: something took .data, or was never wrapped in Value. "
        "Where a plain number is meant, math.tanh is its tanh.",
    ),
    (
        r"AttributeError: '(list|tuple|generator|map)' object has no attribute "
        r"'(tanh|exp|relu|data|grad|backward)'",
        "This is a {0} where one Value belongs: look at what the line before gives.",
    ),
    (
        r"AttributeError: 'Value' object has no attribute '(data|grad|tanh|exp|relu|backward)'",
        "The Value that was handed out has {0}; the one in this engine.py does not.",
    ),
    (
        r"AttributeError: 'Value' object has no attribute '(\w+)'",
        "A Value has data, grad, tanh(), exp(), relu() and backward(), and no {0}.",
    ),
    (
        r"AttributeError: '(Neuron|Layer|MLP)' object has no attribute "
        r"'(?!tanh|data|grad|backward)(\w+)'",
        "This {0} has no {1}: is it set in __init__, and with self. in front?",
    ),
    (
        r"TypeError: .*'int' object is not iterable",
        "A number cannot be looped over: range(n) counts up to n.",
    ),
    (
        r"TypeError: 'list' object cannot be interpreted as an integer",
        "One whole number is wanted, as in range(n), and a list came: loop over the list itself, "
        "or take its len().",
    ),
    (
        r"TypeError: must be real number, not Value",
        "A plain number was wanted and a Value came: a Value has its own tanh(), and needs no "
        "second Value around it.",
    ),
    (
        r"TypeError: must be real number, not (\w+)",
        "A plain number was wanted and a {0} came.",
    ),
    (
        r"TypeError: can't multiply sequence by non-int",
        "A whole list is multiplied: pair weights and inputs first, for instance with zip.",
    ),
    (
        r"TypeError: unsupported operand type\(s\) for ([^:]+): '(list|tuple|generator)' and '",
        "A {1} is used in {0} where a Value belongs: take its items one by one.",
    ),
    (
        r"TypeError: unsupported operand type\(s\) for ([^:]+): "
        r"'(\w+)' and '(list|tuple|generator)'",
        "A {2} is used in {0} where a Value belongs: take its items one by one. To put a Value at "
        "the end of a list, give it brackets of its own.",
    ),
    (
        r"TypeError: unsupported operand type\(s\) for ([^:]+): '(\w+)' and 'NoneType'",
        "Something gave None, which cannot be used in {0}: is a `return` missing?",
    ),
    (
        r"TypeError: unsupported operand type\(s\) for ([^:]+): 'NoneType' and '",
        "What stands on the left of {0} is None: a function without `return` gives None, and a "
        "grad starts at 0.",
    ),
    (
        r"TypeError: unsupported operand type\(s\) for \+: 'int' and 'Value'",
        "sum() starts from the number 0, and this engine cannot add a Value to a number from the "
        "right: it lacks __radd__.",
    ),
    (
        r"TypeError: unsupported operand type\(s\) for ([^:]+): '(?:int|float)' and 'Value'",
        "A number stands on the left of {0}, and this engine has no method for that, as __rmul__ "
        "is one for *.",
    ),
    (
        r"TypeError: unsupported operand type\(s\) for ([^:]+): 'Value' and '(?:Value|int|float)'",
        "The Value in this engine.py has no method for {0}.",
    ),
    (
        r"TypeError: can only concatenate list \(not \"Value\"\) to list",
        "A list can only be joined with a list: give the Value brackets of its own.",
    ),
    (
        r"TypeError: '(\w+)' object is not callable",
        "Round brackets call something, and a {0} cannot be called: is an index meant, or has a "
        "method's name been used for something else?",
    ),
    (
        r"TypeError: (Neuron|Layer|MLP)\.(?!__init__)(\w+)\(\) "
        r"takes \d+ positional arguments? but \d+ (?:was|were) given",
        "Python passes the object itself first: does `def {1}` begin with self?",
    ),
    (
        r"TypeError: (Neuron|Layer|MLP)\(\) takes no arguments",
        "{0} has no __init__ that Python finds: two underscores stand before it and two behind.",
    ),
    (
        r"TypeError: (\w+)\.__init__\(\) missing \d+ required positional arguments?: (.+)",
        "Making a {0} needs {1}, too. With a small letter, a name means the object that was made.",
    ),
    (
        r"TypeError: 'method' object is not subscriptable",
        "A method gives its list only when it is called: round brackets come first.",
    ),
    (
        r"TypeError: '(\w+)' object is not subscriptable",
        "A {0} has no items: what was expected to be a list is none.",
    ),
    (
        r"TypeError: '(\w+)' object is not iterable",
        "A {0} cannot be looped over: what was expected to be a list is none.",
    ),
    (
        r"TypeError: expected string or bytes-like object",
        "A text was wanted, as names and labels in a drawing are: str(...) makes one.",
    ),
    (
        r"IndexError: list index out of range",
        "The index runs past the end: a list of n items has the indexes 0 to n - 1.",
    ),
    (
        r"ModuleNotFoundError: No module named 'graphviz'",
        "The package graphviz draws the graph. It is not installed here yet: "
        "python -m pip install graphviz",
    ),
    (
        r"ModuleNotFoundError: No module named '([\w.]+)'",
        "{0} is not installed here; engine, neuron, layer and mlp are found by these names.",
    ),
    (
        r"ImportError: cannot import name '(\w+)'",
        "The file does not define {0}: is the name spelled so there, with capitals?",
    ),
    (
        r"UnboundLocalError: .*variable '(\w+)'",
        "{0} is used before it has a value: give it one before the loop.",
    ),
    (
        r"SyntaxError: '(.)' was never closed",
        "This {0} has no partner: count the brackets of its line.",
    ),
    (
        r"SyntaxError: (unmatched|closing parenthesis) '(.)'",
        "Nothing that is still open belongs to this {1}: count the brackets of its line.",
    ),
    (
        r"SyntaxError: expected ':'",
        "A line that begins with def, class, for, while, if or else ends with a colon.",
    ),
    (
        r"SyntaxError: unterminated .*string literal",
        "A quotation mark opens a text here, and none closes it.",
    ),
    (
        r"SyntaxError: invalid syntax\. Perhaps you forgot a comma",
        "Two things stand side by side: a comma or an operation such as * is missing between them.",
    ),
    (
        r"SyntaxError: invalid syntax\. Maybe you meant '=='",
        "One = gives something a name; two, ==, ask whether things are equal.",
    ),
    (
        r"(?:SyntaxError|ValueError): .*(null bytes|codec can't decode|Non-UTF-8)",  # by version
        "The file is no text in UTF-8: save it again in your editor, with that encoding.",
    ),
    (
        r"SyntaxError: cannot assign to ",
        "What stands on the left of = has to be a name, an attribute or an item.",
    ),
    (
        r"SyntaxError: '(return|yield|await)' outside function",
        "This {0} belongs further right, under its def.",
    ),
    (
        r"SyntaxError: invalid (?:non-printable )?character '?(.)",
        "That character is none of Python's; it comes along when text is copied. Type it again.",
    ),
    (
        r"IndentationError: expected an indented block",
        "Something has to stand below that line, four spaces further right.",
    ),
    (
        r"IndentationError: unexpected indent",
        "This line starts further right than the one above it, and nothing there asks for that.",
    ),
    (
        r"IndentationError: unindent does not match",
        "This line starts at a column where no line above it does.",
    ),
    (
        r"TabError",
        "Some lines start with tabs and some with spaces: use four spaces in all of them.",
    ),
]


def explain(kind: str, message: str) -> str:
    """Return what an exception means for someone building a network, or ""."""
    return _slip(kind, message) or _by_pattern(kind, message)


def _slip(kind: str, message: str) -> str:
    """Return which name may be meant, where one that is not there is close to one that is."""
    if found := re.match(r"'(\w+)' object has no attribute '(\w+)'", message):
        owner, name = found.groups()
        near = _nearest(name, ATTRIBUTES.get(owner, ()))
        return f"This {owner} has no {name}; {near} is close to it: is that meant?" if near else ""
    if kind != "NameError" or not (found := re.match(r"name '(\w+)' is not defined", message)):
        return ""
    name = found[1]
    if name in KEPT:
        return ""
    if name in IMPORTS:
        return f"{name} is not known in this file: `{IMPORTS[name]}` belongs at its top."
    near = _nearest(name, NAMES)
    words = f"Nothing is called {name} at that place; {near} is close to it: is that meant?"
    return words if near else ""


def _nearest(name: str, known: Iterable[str]) -> str:
    """Return the known name that differs in capitals or in a letter or two, or ""."""
    from difflib import get_close_matches  # only a slip pays for it

    for one in known:
        if name != one and name.lower() == one.lower():
            return one
    near = get_close_matches(name, known, n=1, cutoff=0.75) if len(name) > 3 else []
    return near[0] if near and near[0] != name else ""


def _by_pattern(kind: str, message: str) -> str:
    for pattern, words in EXPLANATIONS:
        if found := re.search(pattern, f"{kind}: {message}"):
            return words.format(*found.groups())
    return ""
