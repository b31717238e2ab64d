"""What one of Python's errors means to someone building a network: a sentence, or nothing.

The clues are names that a worker saw beside the error; what is no name is left out here, and where
none is left, nothing is said of it.
"""

import builtins
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from keyword import iskeyword
from pathlib import Path

from msgspec import Struct, convert
from msgspec.structs import replace

from checks.catalog import Scenario
from checks.check.facts import listed
from checks.run.observation import Line, Observation

NOWHERE = Line("", 0)
NO_SUCH = re.compile(r"AttributeError: '(\w+)' object has no attribute '(\w+)'")
NO_NAME = re.compile(r"NameError: name '(\w+)' is not defined")
OF_MATH = re.compile(r"\bmath\.(tanh|exp)\((\w+\))?")
NO_SIGN = re.compile(r"SyntaxError: invalid non-printable character U\+(\w+)")
CALL = re.compile(r"TypeError: (?:(\w+)\.)?(\w+)\(\) (takes|missing|got an unexpected)")
GIVEN = re.compile(r"but (\d+) (?:was|were) given")
BEHIND_A_DOT = re.compile(r"\.\w+\(([\w.]*)\)")  # a call with one argument, or none
QUOTED = re.compile(r"'(\w+)'")
NAME = re.compile(r"\*{0,2}\w{1,40}(=\.\.\.|\(\))?")  # as a def or a class may have it
TRACED = ("_prev", "_op")  # what a drawing needs of a Value's inside
SIZES = ("nin", "nout", "nouts")  # what an __init__ is given
SPACES = ("00A0", "2002", "2003", "2007", "2009", "202F", "3000")
HOLDERS = ("Neuron", "Layer", "MLP")
SENSES = ("w|weights?", "b|bias(es)?", "neurons?|units?")  # names of one thing
SELF = ("self", "this", "me", "_self", "cls")  # names that people give the object itself

Clues = Mapping[str, list[str]]


class Pattern(Struct, frozen=True):
    """A pattern of "Type: message", and what it means; {0} is its first pair of brackets.

    Attributes:
        line: what is found besides in the line that is shown; its brackets are counted on.
        above: the same, in any of the lines that led there, behind the name of its function.
        within: what the name of the function begins with that it stopped in.
        part: what the part of the line begins with that is marked; it is counted on, too.
    """

    pattern: str
    words: str
    line: str = ""
    above: str = ""
    within: str = ""
    part: str = ""

    def meaning(self, said: str, seen: Observation) -> str:
        """Return what an error means that fits, or ""."""
        where = seen.where or NOWHERE
        led = "\n".join(f"{one.function}: {one.text}" for one in (*seen.trace, where))
        found = [
            re.search(self.pattern, said),
            re.search(self.line, where.text),
            re.search(self.above, led),
            re.match(self.within, where.function),
            re.match(self.part, _part(where)),
        ]
        groups = [group for one in found if one for group in one.groups()]
        return self.words.format(*groups) if all(found) else ""


class Errors(Struct, frozen=True):
    """What `errors.toml` holds; the comments there say what each part is for."""

    names: tuple[str, ...]
    imports: dict[str, str]
    attributes: dict[str, tuple[str, ...]]
    patterns: tuple[Pattern, ...]


@cache
def errors() -> Errors:
    """Return what is known of errors; only code that raises pays for it."""
    with Path(__file__).with_name("errors.toml").open("rb") as file:
        return convert(tomllib.load(file), Errors)


def explain(seen: Observation, asked: Scenario | None = None) -> str:
    """Return what an exception means here, or ""."""
    if seen.error is None:
        return ""
    said, where = f"{seen.error.type}: {seen.error.message}", seen.where or NOWHERE
    where = replace(where, function=re.sub(r"\.<locals>\.<\w+>", "", where.function))
    clues: Clues = defaultdict(list)
    for kind, names in seen.error.clues.items():
        clues[kind].extend(name for name in names if NAME.fullmatch(name))
    return (
        _starred(said, clues, where, asked)
        or _hidden(said, clues, where)
        or next(filter(None, (one.meaning(said, seen) for one in errors().patterns)), "")
        or _lacking(said, clues, where)
        or _unknown(said, clues, where)
        or _unread(said, where)
        or _called(said, clues, where, asked)
    )


def _part(where: Line) -> str:
    """Return the part of a line that is marked; all of it, if none is."""
    return where.text[where.column - 1 : where.end - 1] if where.column else where.text


# an attribute that is not there


def _lacking(said: str, clues: Clues, where: Line) -> str:
    """Say what an object has in place of what is asked of it."""
    if not (found := NO_SUCH.match(said)):
        return ""
    kind, name = found.groups()
    kept, offers = clues["kept"], clues["offers"]
    if clues["whose"] != ["own"]:
        return _of_another(kind, name, clues)
    is_growing = re.search(rf"\bself\.{name}\.(append|ext)", where.text)
    if where.function.endswith("__init__") and is_growing and not _near(name, kept):
        return f"Up to this line, there is no such list: begin with self.{name} = []"
    if clues["outside"]:
        line, *inner = clues["outside"]
        at = f"inside of {inner[0]}" if inner else f"outside of the class {kind}"
        return f"`def {name}` is in line {line}, {at}: indent it as far as the other methods."
    there = [*kept, *(one.removesuffix("()") for one in offers)]
    meant = _same_sense(name, there) or _near(name, there)
    if meant in kept:
        front = "self." if f"self.{name}" in where.text else ""
        return f"A{_a(kind)[1:]} here keeps {listed(kept)}: do you mean {front}{meant}?"
    if meant:
        return f"Do you mean {meant}?"
    if f"self.{name}" in where.text and name in clues["known"]:
        return f"Here it is `{name}`, without self."
    known = TRACED if where.function.startswith(("trace", "draw_dot")) else ()
    kept = [one for one in kept if kind != "Value" or one in known or one[0] != "_"]
    has = f"{listed([*kept, *offers])}, and no {name}" if kept or offers else "nothing"
    if where.function == f"{kind}.__init__" and f"self.{name}" in where.text:
        return f"Up to this line, the {kind} has {has}."
    return f"A{_a(kind)[1:]} here has {has}."


def _of_another(kind: str, name: str, clues: Clues) -> str:
    """Say what one of the kit's own has, or one of whom only its slots are known."""
    known = errors().attributes.get(kind, ())
    if slots := clues["slots"]:
        has = f"{listed(slots)}, and no {name}"
        return f"The `__slots__` of {_a(kind)} name {has}: it can keep nothing else."
    if not clues["whose"]:
        return ""
    if meant := _near(name, known):
        return f"Do you mean {meant}?"
    if kind == "Neuron" and name in ("data", "grad"):
        return f"A neuron has w and b, and no {name}. Its output, a Value, has one."
    if kind not in HOLDERS or name in known:
        return ""
    has = listed(known)
    return f"The kit's own {kind} takes the place of yours here, and has {has} alone."


def _same_sense(name: str, there: Iterable[str]) -> str:
    """Return another name of the same thing: w of weights, weight, W; "" if there is none."""
    for sense in SENSES:
        if re.fullmatch(sense, name.lower().strip("_")):
            return next((one for one in there if re.fullmatch(sense, one.lower().strip("_"))), "")
    return ""


# a name that is not there


def _unknown(said: str, clues: Clues, where: Line) -> str:
    """Say what a name may stand for that has no value, from the names that have one."""
    if not (found := NO_NAME.match(said)):
        return ""
    name = found[1]
    if where.function == name:  # the body of the class itself
        return (
            f'Inside its own class, {name} is not there yet. In a hint, quotes help: "{name}"; '
            "or `from __future__ import annotations` at the top of the file."
        )
    if words := _of_the_object(name, clues, where):
        return words
    if name in clues["later"]:
        return _too_early(name, where)
    if name in errors().imports:
        return _to_import(name, where)
    if meant := _near(name, [one for one in clues["known"] if one != "self"]):
        return f"Do you mean `{meant}`?"
    takes = [one for one in clues["takes"] if one != "self"]
    if takes and where.function.endswith(".__init__") and name in SIZES:
        return f"This __init__ takes {listed(takes)}, and no {name}."
    known = errors()
    if any(name in names for names in known.attributes.values()):
        return ""
    meant = _near(name, (*known.imports, *known.names))
    return f"Do you mean {meant}?" if meant else ""


def _too_early(name: str, where: Line) -> str:
    """Say where the name of a loop is known."""
    if inner := re.search(rf"\b(for \w+ in {name}\b).*\bfor {name} in\b", where.text):
        return f"The outer loop comes first: `for {name} in ...`, and behind it `{inner[1]}...`."
    return (
        f"Python knows `{name}` only inside the brackets that say `for {name} in`, and in the "
        "loops behind that one: write the outer loop first."
    )


def _to_import(name: str, where: Line) -> str:
    """Say which import brings a name of the lesson, or that its own file is to define it."""
    found = OF_MATH.search(where.text)
    if name == "math" and found and where.function.startswith(HOLDERS):
        behind = f"{(found[2] or '').rstrip(')')}.{found[1]}()"
        return f"math takes plain numbers, and a Value has its own {found[1]}: write {behind}"
    words = errors().imports[name]
    home = f"{words.split()[1]}.py"
    if words.startswith("from ") and where.file == home:
        return f"{home} is the file that defines {name}: is the class there, above this line?"
    return f"`{words}` belongs at the top of this file."


def _of_the_object(name: str, clues: Clues, where: Line) -> str:
    """Say how the name is reached of what an object keeps, or of one of several."""
    kept, is_one = clues["kept"], re.search(rf"\b{name}\s*[.(]", where.text)
    if is_one and name.endswith("s") and name[:-1] in clues["known"]:
        return f"Do you mean `{name[:-1]}`?"
    through_self = f"Reach what the object keeps through self: self.{name}."
    if name in kept:
        return through_self
    kind = where.function.partition(".")[0]
    if kind in HOLDERS and name in errors().attributes[kind] and name != "parameters":
        return f"Nothing here has the name {name}. {through_self}"
    if f"{name}s" in kept and name not in clues["later"]:
        return f"The object keeps self.{name}s, and no line here gives one of them this name."
    return ""


def _near(name: str, known: Iterable[str]) -> str:
    """Return the known name that differs in capitals or in a letter or two; "" if none does."""
    from difflib import get_close_matches  # only a slip pays for it

    others = [one for one in known if one != name]
    near = [one for one in others if name.lower() == one.lower()]
    if not near and len(name) > 3 and name not in known:
        near = get_close_matches(name, others, n=1, cutoff=0.75)
    return near[0] if near else ""


# a line that Python cannot read


def _unread(said: str, where: Line) -> str:
    """Show a character that cannot be seen, a bracket that is open, or a word in capitals."""
    if found := NO_SIGN.match(said):
        return _unseen(found[1], where)
    if not said.startswith("SyntaxError: ") or re.search("[\"'#]", where.text):
        return ""
    opened, closed = where.text.count("("), where.text.count(")")
    if said == "SyntaxError: invalid syntax" and opened > closed:
        return f"This line opens {opened} round brackets, and closes {closed}."
    for word in re.findall(r"(?<![\w.])[A-Z]\w*", where.text):
        if iskeyword(word.lower()) and not iskeyword(word):
            return f"Python writes `{word.lower()}` in small letters, and does not know {word}."
    return ""


def _unseen(sign: str, where: Line) -> str:
    what = "a space of another kind" if sign in SPACES else "one that cannot be seen"
    before = where.text[: max(where.column - 1, 0)].split()
    place = f"Character {where.column} of this line" if where.column else "One character here"
    behind = f", right behind `{before[-1]}`," if before else ""
    return (
        f"{place}{behind} is {what}: copied text brings these along. Delete it, and type a space."
    )


# a call that gives too much or too little


def _called(said: str, clues: Clues, where: Line, asked: Scenario | None) -> str:
    """Say who makes a call, what it gives, and what the function asks for, where that is known."""
    found, asks = CALL.match(said), clues["asks"]
    if not found or not clues["caller"] or not (asks or "takes 0 positional" in said):
        return ""
    kind, name, how = found.groups()
    if kind and (not asks or asks[0] not in SELF):
        return _without_self(name, asks, how)
    if _is_on_the_class(said, name, where):
        return "A function that stands on the class gets the object itself as its first argument."
    if how == "missing" and asks[0] == "self" and "'self'" in said:
        return f"This line calls {name}() on the class {kind}: put one {kind} in front of the dot."
    takes = [one for one in (asks[1:] if kind else asks) if one.strip("*_")]
    count = int(given[1]) - bool(kind) if (given := GIVEN.search(said)) else None
    if clues["caller"][0] == "kit":
        return _by_the_kit(kind, name, ", ".join(takes), count, asked)
    if how == "missing" and name == "__init__" and "__init__" not in (where.function or name):
        return (
            f"{kind}(...) makes a new {kind}, from {', '.join(takes)}. With a small letter, a name "
            "means one that you have made."
        )
    who, dot, _ = where.function.partition(".")
    giver = f"Your {who}" if dot and who != kind else "This line"
    does = f"{giver} {_done(kind, name, how, count, QUOTED.findall(said)[:3])}"
    alone = f"{takes[0]} alone" if len(takes) == 1 else ", ".join(takes) or "none"
    if kind and clues["whose"] == ["kit"]:
        return f"{does}; the kit's own {kind}, in the place of yours, takes {alone}."
    return f"{does}; {'__init__' if name == '__init__' else 'it'} takes {alone}."


def _is_on_the_class(said: str, name: str, where: Line) -> bool:
    """Tell whether a function is called by another name behind a dot, and gets one thing more."""
    typed = [1 + bool(argument) for argument in BEHIND_A_DOT.findall(where.text)]
    given = GIVEN.search(said)
    is_other = not (name.startswith("__") or re.search(rf"\b{name}\b", where.text))
    return is_other and given is not None and int(given[1]) in typed


def _done(kind: str | None, name: str, how: str, count: int | None, lacks: list[str]) -> str:
    """Say what a line does."""
    gives = "too few arguments" if count is None else _counted(count)
    if how == "got an unexpected":
        gives = "an argument by a name that it does not know"
    if kind and name == "__init__":
        lacking = f"makes {_a(kind)} without {' and '.join(lacks)}"
        return lacking if how == "missing" else f"gives {_a(kind)} {gives}"
    if kind and name == "__call__":
        return f"calls {_a(kind)} with {gives}"
    return f"gives {name}() {gives}"


def _without_self(name: str, asks: Sequence[str], how: str) -> str:
    """Say that Python passes the object itself; where nothing is known, no cause is named."""
    if how == "got an unexpected":
        return ""
    first = "Python passes the object itself first: "
    if not asks:
        return f"{first}`def {name}()` needs self in its brackets."
    return f"{first}`def {name}({', '.join(asks)})` has no self in front of {asks[0]}."


def _by_the_kit(
    kind: str | None, name: str, takes: str, count: int | None, asked: Scenario | None
) -> str:
    if name == "__init__" and kind:
        return f"The kit makes {_made(kind, asked)}: your __init__ asks for {takes or 'nothing'}."
    if name == "__call__" and not takes:
        return "The call brings an input: `def __call__(self)` has no name for it, as x."
    if name == "__call__":
        return f"The kit calls it with one input; your __call__ asks for {takes}."
    if name == "parameters":
        return f"The kit calls it with empty brackets; your parameters asks for {takes}."
    much = f"The kit gives it {_counted(count)}; yours" if count else "The kit gives it less: yours"
    return f"{much} asks for {takes or 'nothing'}."


def _starred(said: str, clues: Clues, where: Line, asked: Scenario | None) -> str:
    """Say that a star takes several things, where the kit gives a list of them."""
    star = next((one for one in clues["takes"] if re.match(r"\*\w", one)), "")
    kind, _, name = where.function.partition(".")
    is_made = name.startswith("__init__")
    if not (star and re.search("list|sequence", said) and (is_made or name.startswith("__call__"))):
        return ""
    does = f"The kit makes {_made(kind, asked)}, with" if is_made else "It is called with"
    if is_made and clues["takes"].index(star) == 1:  # what stands before the list is in it, too
        return f"{does} a number and one list: write (self, nin, nouts), without a star."
    return (
        f"{does} one list; your {star} puts that into a tuple, as one item. Without the star, "
        f"{star.strip('*')} is the list."
    )


def _hidden(said: str, clues: Clues, where: Line) -> str:
    """Say that a variable has the name of a function that is called."""
    part = _part(where) if "is not callable" in said else ""
    called = [] if ")(" in part else re.findall(r"(?<![\w.])(\w+)\(", part)
    for name in called[: 1 if where.column else None]:
        if name in clues["known"] and hasattr(builtins, name):
            return f"A variable hides Python's own {name}() here: give it another name."
    return ""


def _made(kind: str, asked: Scenario | None) -> str:
    """Return the call by which the kit makes one, as one types it."""
    given = asked.given if asked else {}
    for one in (given, *(part for part in given.values() if isinstance(part, Mapping))):
        if one.get("class") == kind and "sizes" in one:
            return f"{kind}({', '.join(map(repr, one['sizes']))})"
    return f"{kind}(2.0)" if kind == "Value" else f"a {kind}"


# words


def _a(kind: str) -> str:
    """Put "a" or "an" in front of the name of a class."""
    return f"an {kind}" if kind[0] in "AEIOU" or kind == "MLP" else f"a {kind}"


def _counted(number: int) -> str:
    return f"{number} argument" if number == 1 else f"{number} arguments"
