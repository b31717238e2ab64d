"""What one of Python's errors means to someone building a network: a sentence, or nothing."""

import re
import tomllib
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from msgspec import Struct, convert

from checks.catalog import Scenario
from checks.lesson.calls import a, of_a_call, read
from checks.run.observation import Line, Observation

NOWHERE = Line("", 0)
NO_SUCH = re.compile(r"AttributeError: '(\w+)' object has no attribute '(\w+)'")
NO_NAME = re.compile(r"NameError: name '(\w+)' is not defined")
NO_SIGN = re.compile(r"SyntaxError: invalid non-printable character U\+(\w+)")
SIZES = ("nin", "nout", "nouts")  # what an __init__ is given
SPACES = ("00A0", "2002", "2003", "2007", "2009", "202F", "3000")
HOLDERS = ("Neuron", "Layer", "MLP")
SENSES = (("w", "weights"), ("b", "bias"), ("neurons", "units"))  # two names of one thing


class Pattern(Struct, frozen=True):
    """A pattern of "Type: message", and what it means; {0} is its first pair of brackets.

    Attributes:
        line: what is found besides in the line that is shown; its brackets are counted on.
        above: the same, in any of the lines that led there, behind the name of its function.
        within: what the name of the function begins with that it stopped in.
    """

    pattern: str
    words: str
    line: str = ""
    above: str = ""
    within: str = ""

    def meaning(self, said: str, seen: Observation) -> str:
        """Return what an error means that fits, or ""."""
        where = seen.where or NOWHERE
        led = "\n".join(f"{one.function}: {one.text}" for one in (*seen.trace, where))
        found = [
            re.search(self.pattern, said),
            re.search(self.line, where.text),
            re.search(self.above, led),
            re.match(self.within, where.function),
        ]
        fitting = [one for one in found if one]
        if len(fitting) < len(found):
            return ""
        return self.words.format(*(group for one in fitting for group in one.groups()))


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
    said = f"{seen.error.type}: {seen.error.message}"
    clues = seen.error.clues
    kinds = {kind: [name for name in clues[kind] if read(name)] for kind in clues}
    return (
        _lacking(said, kinds, seen.where or NOWHERE)
        or _unknown(said, kinds, seen.where or NOWHERE)
        or _unseen(said, seen.where or NOWHERE)
        or of_a_call(said, kinds, seen.where or NOWHERE, asked)
        or next(filter(None, (one.meaning(said, seen) for one in errors().patterns)), "")
        or _slip_of_name(said)
    )


Clues = dict[str, list[str]]


# an attribute that is not there


def _lacking(said: str, clues: Clues, where: Line) -> str:
    """Say what an object has in place of what is asked of it."""
    if not (found := NO_SUCH.match(said)):
        return ""
    kind, name = found.groups()
    known = errors().attributes.get(kind, ())
    kept, offers = clues.get("kept", []), clues.get("offers", [])
    if clues.get("whose", []) != ["own"]:
        return _of_a_stand_in(kind, name, known)
    there = [*kept, *(one.removesuffix("()") for one in offers)]
    meant = _same_sense(name, there) or _near(name, there)
    if meant in kept:
        front = "self." if f"self.{name}" in where.text else ""
        return f"A{a(kind)[1:]} here keeps {_listed(kept)}: is {front}{meant} meant?"
    if meant:
        return f"Is {meant} meant?"
    if name in known and kind == "Value":
        return ""
    kept = kept if kind != "Value" else [one for one in kept if not one.startswith("_")]
    has = f"{_listed([*kept, *offers])}, and no {name}" if kept or offers else "nothing"
    if f"self.{name}" in where.text and name in clues.get("known", []):
        return f"Here it is `{name}`, without self."
    if where.function == f"{kind}.__init__" and f"self.{name}" in where.text:
        return f"Up to this line, the {kind} has {has}."
    return f"A{a(kind)[1:]} here has {has}."


def _of_a_stand_in(kind: str, name: str, known: Sequence[str]) -> str:
    if meant := _near(name, known):
        return f"Is {meant} meant?"
    if kind not in ("Neuron", "Layer") or name in known:
        return ""
    has = _listed(known)
    return f"Where the kit's own {kind} takes the place of yours, it has {has} alone."


def _same_sense(name: str, there: Iterable[str]) -> str:
    """Return another name of the same thing: w of weights, weight, W; "" if there is none."""
    low = name.lower().strip("_")
    for senses in SENSES:
        if any(low in (one, one.removesuffix("s"), f"{one}es") for one in senses):
            for one in there:
                if any(one.lower().strip("_") in (s, s.removesuffix("s")) for s in senses):
                    return one
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
    if name in clues.get("later", []):
        return (
            f"`{name}` is known only inside the brackets that say `for {name} in`, and in loops "
            "written behind that one: the outer loop comes first."
        )
    if name in errors().imports:
        return _to_import(name, where)
    if name in SIZES and re.match(r"\w+\.(?!__init__)", where.function):
        return ""  # a pattern says it
    if meant := _near(name, [one for one in clues.get("known", []) if one != "self"]):
        return f"Is `{meant}` meant?"
    takes = [one for one in clues.get("takes", []) if one != "self"]
    if takes and where.function.endswith(".__init__") and name in SIZES:
        return f"This __init__ takes {_listed(takes)}, and no {name}."
    return ""


def _of_the_object(name: str, clues: Clues, where: Line) -> str:
    """Say how the name is reached of what an object keeps, or of one of several."""
    kept, is_one = clues.get("kept", []), re.search(rf"\b{name}\s*[.(]", where.text)
    if is_one and name.endswith("s") and name[:-1] in clues.get("known", []):
        return f"Is `{name[:-1]}` meant?"
    if name in kept:
        return f"What the object keeps is reached through self: self.{name}."
    kind = where.function.partition(".")[0]
    if kind in HOLDERS and name in errors().attributes[kind] and name != "parameters":
        return (
            f"Nothing here has the name {name}. What the object keeps is reached through self: "
            f"self.{name}."
        )
    if f"{name}s" in kept and name not in clues.get("later", []):
        return f"The object keeps self.{name}s, and no line here calls one of these {name}."
    return ""


def _to_import(name: str, where: Line) -> str:
    """Name the import, but in the file that should define it."""
    words = errors().imports[name]
    home = words.split()[1]
    if words.startswith("from ") and where.file == f"{home}.py":
        return f"{where.file} is the file that defines {name}: is the class there, above this line?"
    return f"`{words}` belongs at the top of this file."


def _unseen(said: str, where: Line) -> str:
    """Show the place of a character that cannot be seen."""
    if not (found := NO_SIGN.match(said)):
        return ""
    what = "a space of another kind" if found[1] in SPACES else "one that cannot be seen"
    before = where.text[: max(where.column - 1, 0)].split()
    place = f"Character {where.column} of this line" if where.column else "One character here"
    behind = f", right behind `{before[-1]}`," if before else ""
    return f"{place}{behind} is {what}, as text has that was copied. Delete it, and type a space."


def _slip_of_name(said: str) -> str:
    found, known = NO_NAME.match(said), errors()
    if not found or any(found[1] in names for names in known.attributes.values()):
        return ""
    meant = _near(found[1], (*known.imports, *known.names))
    return f"Is {meant} meant?" if meant else ""


def _near(name: str, known: Iterable[str]) -> str:
    """Return the known name that differs in capitals or in a letter or two; "" if none does."""
    from difflib import get_close_matches  # only a slip pays for it

    others = [one for one in known if one != name]
    near = [one for one in others if name.lower() == one.lower()]
    if not near and len(name) > 3 and name not in known:
        near = get_close_matches(name, others, n=1, cutoff=0.75)
    return near[0] if near else ""


def _listed(names: Sequence[str]) -> str:
    """Join names as a sentence does."""
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))
