"""Calls that give too much or too little: who makes them, and what the function asks for."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from checks.catalog import Scenario
from checks.run.observation import Line

SIGNATURE = re.compile(r"\*{0,2}\w{1,40}(=\.\.\.|\(\))?")
CALL = re.compile(r"TypeError: (?:(\w+)\.)?(\w+)\(\) (takes|missing|got an unexpected)")
GIVEN = re.compile(r"but (\d+) (?:was|were) given")
SELF = ("self", "this", "me", "_self", "cls")  # names that people give the object itself


def read(name: str) -> bool:
    """Tell whether a clue is a name, as a def or a class may have it."""
    return SIGNATURE.fullmatch(name) is not None


def of_a_call(
    said: str, clues: Mapping[str, Sequence[str]], where: Line, asked: Scenario | None
) -> str:
    """Say what a call gives and what the function asks for, or "" where that is not known."""
    found = CALL.match(said)
    asks = list(clues.get("asks", ()))
    is_known = bool(asks) or "takes 0 positional" in said
    if not found or not is_known or not clues.get("caller"):
        return ""
    kind, name, how = found.groups()
    if kind and (not asks or asks[0] not in SELF):
        return _without_self(name, asks, how)
    if how == "missing" and asks[0] == "self" and "'self'" in said:
        return f"{name}() is called on the class {kind}: it needs one {kind} in front of its dot."
    takes = [one for one in (asks[1:] if kind else asks) if one.strip("*_")]
    if clues["caller"][0] == "kit":
        return _by_the_kit(kind, name, takes, said, asked)
    if how == "missing" and name == "__init__" and "__init__" not in (where.function or name):
        return (
            f"{kind}(...) makes a new {kind}, from {_listed(takes)}. With a small letter, a name "
            "means one that was made."
        )
    who, dot, _ = where.function.partition(".")
    giver = f"Your {who}" if dot and who != kind else "This line"
    does = _done(giver, kind, name, said, how)
    if kind and list(clues.get("whose", ())) == ["kit"]:
        return f"{does}; the kit's own {kind}, in the place of yours, takes {_alone(takes)}."
    return f"{does}; {'__init__' if name == '__init__' else 'it'} takes {_alone(takes)}."


def _done(giver: str, kind: str | None, name: str, said: str, how: str) -> str:
    """Say what a line does."""
    if how == "missing" and kind and name == "__init__":
        lacks = " and ".join(re.findall(r"'(\w+)'", said)[:3])
        return f"{giver} makes {a(kind)} without {lacks}"
    given = _given(said, bool(kind), how)
    if kind and name == "__init__":
        return f"{giver} gives {a(kind)} {given}"
    if kind and name == "__call__":
        return f"{giver} calls {a(kind)} with {given}"
    return f"{giver} gives {name}() {given}"


def a(kind: str) -> str:
    """Put "a" or "an" in front of the name of a class."""
    return f"an {kind}" if kind[0] in "AEIOU" or kind == "MLP" else f"a {kind}"


def _without_self(name: str, asks: Sequence[str], how: str) -> str:
    """Say that Python passes the object itself; where nothing is known, no cause is named."""
    if how == "got an unexpected":
        return ""
    if not asks:
        return f"Python passes the object itself first: `def {name}()` needs self in its brackets."
    return (
        f"Python passes the object itself first: `def {name}({', '.join(asks)})` has no self in "
        f"front of {asks[0]}."
    )


def _by_the_kit(
    kind: str | None, name: str, takes: Sequence[str], said: str, asked: Scenario | None
) -> str:
    if name == "__init__" and kind:
        made = _made(kind, asked.given if asked else {})
        return f"The kit makes {made}: your __init__ asks for {_listed(takes) or 'nothing'}."
    if name == "__call__" and not takes:
        return "The call brings an input: `def __call__(self)` has no name for it, as x."
    if name == "__call__":
        return f"The kit calls it with one input; your __call__ asks for {_listed(takes)}."
    if name == "parameters":
        return f"The kit calls it with empty brackets; your parameters asks for {_listed(takes)}."
    found = GIVEN.search(said)
    given = int(found[1]) - bool(kind) if found else 0
    much = f"The kit gives it {_counted(given)}; yours" if given else "The kit gives it less: yours"
    return f"{much} asks for {_listed(takes) or 'nothing'}."


def _made(kind: str, given: Mapping[str, Any]) -> str:
    """Return what the kit makes, as one types it."""
    for one in (given, *(part for part in given.values() if isinstance(part, Mapping))):
        if one.get("class") == kind and "sizes" in one:
            return f"{kind}({', '.join(map(repr, one['sizes']))})"
    return f"{kind}(2.0)" if kind == "Value" else f"a {kind}"


def _given(said: str, is_method: bool, how: str) -> str:
    if how == "got an unexpected":
        return "an argument by a name that it does not know"
    found = GIVEN.search(said)
    return _counted(int(found[1]) - is_method) if found else "too few arguments"


def _alone(takes: Sequence[str]) -> str:
    if not takes:
        return "none"
    return _listed(takes) if len(takes) > 1 else f"{takes[0]} alone"


def _counted(number: int) -> str:
    return f"{number} argument" if number == 1 else f"{number} arguments"


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names)
