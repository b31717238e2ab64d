"""The reference solution of an exercise, beside the learner's own answer.

The learner's file is text here and never parsed: a function is found by how its lines are indented.
Where that finds none, the whole files stand beside each other.
"""

import re
from collections.abc import Sequence
from pathlib import Path
from textwrap import dedent

from msgspec import Struct
from pygments.token import Comment, Keyword, Name, Number, Operator, String
from rich.console import Group, RenderableType
from rich.style import Style
from rich.syntax import ANSISyntaxTheme, Syntax
from rich.table import Table
from rich.text import Text

from checks.catalog import Exercise, exercises
from checks.check.result import clean
from checks.desk.screen import WIDE
from checks.errors import KitError
from checks.submission import EXERCISES, SOLUTIONS, at

GAP = 3  # columns between the two
MOST_CHARACTERS = 100_000
DOCSTRING = re.compile(
    r'(\s*(?:async )?def .*?:[ \t]*\n)\s*[rR]?("""|\'\'\').*?\2[ \t]*\n', re.DOTALL
)
THEME = ANSISyntaxTheme(  # colours that a dark and a light background both bear
    {
        Comment: Style(dim=True),
        Keyword: Style(bold=True),
        Name.Function: Style(color="cyan"),
        Number: Style(color="magenta"),
        Operator.Word: Style(bold=True),
        String: Style(color="green"),
    }
)


class Pair(Struct, frozen=True):
    """A function as the learner and the reference have it; `name` is "" for the whole file.

    Attributes:
        line: where it begins in the learner's file.
    """

    name: str
    line: int
    own: str
    reference: str


def reference(exercise: Exercise, passphrase: str = "") -> str:
    """Return the text of the reference solution.

    Args:
        passphrase: opens it, where it is sealed; without one, the learner's own answer has to.

    Raises:
        KitError: if it is sealed and stays so.
    """
    path = SOLUTIONS / exercise.file
    if path.exists():
        return path.read_text(encoding="utf-8")
    from checks.desk import seal  # only a learner's edition has any

    if passphrase:
        return seal.open_by_passphrase(seal.read(exercise), passphrase)
    return seal.solution(exercise, at(EXERCISES))


def pairs(exercise: Exercise, passphrase: str = "", own: Path | None = None) -> Sequence[Pair]:
    """Return each function that is stubbed in an exercise, the learner's and the reference's.

    Args:
        own: the learner's file, if it is not in exercises/.

    Raises:
        KitError: if nothing is stubbed in it, or there is no reference or no file of the learner's.
    """
    if not exercise.stubbed:
        known = ", ".join(one.id for one in exercises() if one.stubbed)
        raise KitError(
            f"There is nothing to write in {exercise.id}, so there is no solution.",
            fix=f"Choose from: {known}",
        )
    right, mine = reference(exercise, passphrase), _own(exercise, own or EXERCISES / exercise.file)
    pairs = []
    for name in exercise.stubbed:
        (line, one), (_, other) = _function(mine, name), _function(right, name)
        if not one or not other:
            return [Pair("", 1, mine, right)]
        pairs.append(Pair(name, line, one, other))
    return pairs


def _own(exercise: Exercise, path: Path) -> str:
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            return clean(file.read(MOST_CHARACTERS).expandtabs())  # by 8, as Python counts
    except OSError as error:
        raise KitError(
            f"exercises/{exercise.file} cannot be read: {error.strerror}.",
            fix=f"To begin with the stub: python -m checks reset {exercise.id}",
        ) from error


def _function(text: str, name: str) -> tuple[int, str]:
    """Return the line and the text of a function, without its docstring; "" if it is not there.

    Args:
        name: such as "Double.__call__"; what is there twice is not there.
    """
    lines = text.splitlines(keepends=True)
    start, end = 0, len(lines)
    for depth, part in enumerate(name.split(".")):
        define = re.compile(rf"{'[ ]+' if depth else ''}(class|(async )?def) {part}\b")
        found = [number for number in range(start, end) if define.match(lines[number])]
        if len(found) != 1:
            return 0, ""
        start = found[0]
        margin = len(lines[start]) - len(lines[start].lstrip())
        after = re.compile(rf"\s{{0,{margin}}}[^\s#)]")  # what stands no further right ends it
        ends = (number for number in range(start + 1, len(lines)) if after.match(lines[number]))
        end = next(ends, len(lines))
    cut = "".join(lines[start:end]).rstrip() + "\n"
    if any(cut.count(quotes) % 2 for quotes in ('"""', "'''")):
        return 0, ""  # a text in it begins further left, and was taken for its end
    return start + 1, dedent(DOCSTRING.sub(r"\1", cut, count=1))


def beside(
    exercise: Exercise, found: Sequence[Pair], width: int, *, passes: bool
) -> RenderableType:
    """Return each pair side by side, or one under the other where the terminal is narrow."""
    first = "Yours does not pass yet."
    if passes:
        first = "Yours passes. The reference is another way to write it, not the only one."
    head = Text.assemble((exercise.title, "bold"), f"\n\n{first}")
    return Group(head, *columns(found, EXERCISES / exercise.file, width, "Yours"))


def columns(found: Sequence[Pair], own: Path, width: int, whose: str) -> list[RenderableType]:
    """Return each pair as `beside` does.

    Args:
        own: the learner's file.
        whose: what stands above their part.
    """
    parts: list[RenderableType] = []
    for pair in found:
        mine = _part(whose, f"{own.parent.name}/{own.name}:{pair.line}", pair.own)
        right = _part("The reference", pair.name, pair.reference)
        if width >= WIDE:
            grid = Table.grid(padding=(0, GAP, 0, 0), pad_edge=False)
            grid.add_column(width=(width - GAP) // 2)
            grid.add_row(mine, right)
            parts += [Text(), grid]
        else:
            parts += [Text(), mine, Text(), right]
    return parts


def _part(whose: str, place: str, text: str) -> Group:
    head = Text.assemble((whose, "bold"), (f"  {place}", "dim"), "\n")
    return Group(head, Syntax(text.rstrip(), "python", theme=THEME, word_wrap=True))
