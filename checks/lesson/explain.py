"""What one of Python's errors means to someone building a network: a sentence, or nothing."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from msgspec import Struct, convert


class Pattern(Struct, frozen=True):
    """A pattern of "Type: message", and what it means; {0} is its first pair of brackets."""

    pattern: str
    words: str


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


def explain(kind: str, message: str) -> str:
    """Return what an exception means here, or ""."""
    said = f"{kind}: {message}"
    found = ((one.words, re.search(one.pattern, said)) for one in errors().patterns)
    known = (words.format(*match.groups()) for words, match in found if match)
    return _slip_of_attribute(said) or next(known, "") or _slip_of_name(said)


def _slip_of_attribute(said: str) -> str:
    found = re.match(r"AttributeError: '(\w+)' object has no attribute '(\w+)'", said)
    return _meant(found[2], errors().attributes.get(found[1], ())) if found else ""


def _slip_of_name(said: str) -> str:
    found, known = re.match(r"NameError: name '(\w+)' is not defined", said), errors()
    if found and found[1] in known.imports:
        return f"`{known.imports[found[1]]}` belongs at the top of this file."
    return _meant(found[1], (*known.imports, *known.names)) if found else ""


def _meant(name: str, known: Iterable[str]) -> str:
    """Ask for the known name that differs in capitals or in a letter or two; "" if none does."""
    from difflib import get_close_matches  # only a slip pays for it

    near = [one for one in known if name != one and name.lower() == one.lower()]
    if not near and len(name) > 3:
        near = get_close_matches(name, known, n=1, cutoff=0.75)
    return f"Is {near[0]} meant?" if near and near[0] != name else ""
