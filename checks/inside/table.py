"""The table: what a scenario returned, as flat rows that cross to the trusted side.

A row is [kind, type, number, grad, op, parts]. Parts are row numbers: the parents of a Value, the
items of a sequence. Two names lead to the same row exactly when they are the same object. The row
of a text that is asked for has that text in a seventh place. What is not there to be asked is said
by `Missing`.
"""

from itertools import islice
from math import isfinite

MOST_ROWS = 20_000
MOST_PARTS = 100_000  # of all rows together; of one row, MOST_ROWS
LONGEST_WORD = 200
LONGEST_TEXT = 1_000


class TooLarge(Exception):
    """There are more objects to describe, or more parts of them, than a table holds."""


class Text:
    """A text that is sent as far as LONGEST_TEXT, and the type of what it is from."""

    def __init__(self, text, kind):
        self.text, self.kind = text, kind


class Missing(Exception):
    """Something that the exercise asks for is not there; the message says what.

    Attributes:
        owner, name: of which thing a name was asked for, and which.
        place: the path, the line and the name of the function that is meant by it, perhaps.
        status: of what sort it is, as an observation has it.
    """

    def __init__(self, words, owner=None, name=None, place=None, status="missing"):
        super().__init__(words)
        self.owner, self.name, self.place, self.status = owner, name, place, status


class Late(Exception):
    """A part of their file that did not end in its time, or was not begun in it.

    Attributes:
        busy: seconds of the processor that an earlier job had taken when it was cut there.
    """

    def __init__(self, words, busy=0.0):
        super().__init__(words)
        self.busy = busy


def part(owner, name, what=None):
    """Return owner.name, or say in words that it is missing; `what` is the file of a module."""
    try:
        return getattr(owner, name)
    except AttributeError as error:
        if type(owner).__dict__.get(name) is not None:
            raise  # a property of theirs that fails inside is their own error, not a missing name
        if what:  # or another file, which holds several modules
            what = str(getattr(owner, "__file__", what)).replace("\\", "/").rpartition("/")[2]
        if isinstance(owner, type):
            kind = owner.__name__
            raise Missing(
                f"a class is here where one of its objects belongs: {kind}(...)"
            ) from error
        words = f"`{what or type(owner).__name__}` has no `{name}`"
        if owner is None:
            words = f"None is where something with `{name}` belongs: is a `return` missing?"
        elif isinstance(owner, list | tuple):
            kind = type(owner).__name__
            words = f"a {kind} is where one thing with `{name}` belongs: is there a list in a list?"
        raise Missing(words, owner, name) from error


def table(names, engine_value):
    """Return (rows, names): one row for each object that names lead to, and each name's row."""
    things, number_of, rows, kinds, parts = [], {}, [], {}, len(names)

    def row_of(thing):
        number = number_of.get(id(thing))
        if number is None:
            number = number_of[id(thing)] = len(things)
            things.append(thing)  # alive until the end, so that no id is given twice
        return number

    named = {name: row_of(thing) for name, thing in names.items()}
    for thing in things:  # and for those that come behind it meanwhile
        of = type(thing)
        kind = kinds.get(id(of)) or kinds.setdefault(id(of), plain(of.__name__))
        if isinstance(thing, engine_value):
            row = _value(thing, kind)
        elif of is float and isfinite(thing):
            row = ["number", kind, thing, None, "", ()]
        else:
            row = _other(thing, kind)
        if inner := row[5]:
            if len(inner) > MOST_ROWS:
                raise TooLarge
            row[5] = [*map(row_of, inner)]
            parts += len(inner)
        if len(things) > MOST_ROWS or parts > MOST_PARTS:
            raise TooLarge
        rows.append(row)
    return rows, named


def _value(thing, kind):
    """Return the row of a Value, with what it came from, where it says that as an engine does."""
    data, grad, op = thing.data, thing.grad, getattr(thing, "_op", "")
    if type(data) is not float or not isfinite(data):
        data = _number(data)
    if type(grad) is not float or not isfinite(grad):
        grad = _number(grad)
    if type(op) is not str or not op.isascii() or len(op) > LONGEST_WORD:
        op = plain(op) if isinstance(op, str) else ""
    try:
        parents = thing._prev
        parents = parents if type(parents) is tuple else [*islice(parents, MOST_ROWS + 1)]
    except (AttributeError, TypeError):
        parents = ()
    return ["value", kind, data, grad, op, parents]


def _other(thing, kind):
    if isinstance(thing, Text):
        return ["text", plain(thing.kind), None, None, "", (), plain(thing.text, LONGEST_TEXT)]
    if thing is None:
        return ["none", kind, None, None, "", ()]
    if isinstance(thing, list | tuple) or _is_array(thing):
        return ["sequence", kind, None, None, "", [*islice(thing, MOST_ROWS + 1)]]
    number = _number(thing)
    return ["number" if isinstance(number, float) else "other", kind, number, None, "", ()]


def plain(text, most=LONGEST_WORD):
    """Cut a text, and replace what UTF-8 cannot carry (half a surrogate pair)."""
    if type(text) is str and text.isascii() and len(text) <= most:
        return text
    text = str.__str__(text)  # a kind of str may cut itself in its own way
    return text[:most].encode("utf-8", "replace").decode("utf-8")


def _is_array(thing):
    return type(thing).__module__ == "numpy" and getattr(thing, "ndim", 0) > 0


def _number(thing):
    """Return a finite float as it is, and a few words for anything else."""
    kind = type(thing)
    if kind is float and isfinite(thing):
        return thing
    is_number = isinstance(thing, int | float) or (
        kind.__module__ == "numpy" and hasattr(thing, "__float__") and not _is_array(thing)
    )
    if not is_number or kind.__name__ in {"bool", "bool_"}:
        return plain(f"{kind.__name__} {_shown(thing)}".rstrip())
    try:
        number = float(thing)
    except OverflowError:
        return "inf"
    except (TypeError, ValueError):  # an array without a dimension, around something else
        return plain(kind.__name__)
    return number if isfinite(number) else str(number)


def _shown(thing):
    """Return the repr of plain data only: anything else could run for ever or be huge."""
    if isinstance(thing, str):
        return repr(thing[:40])
    return repr(thing) if thing is None or isinstance(thing, bool) else ""
