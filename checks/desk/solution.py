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
from checks.errors import KitError
from checks.submission import EXERCISES, SOLUTIONS

WIDE = 110  # columns: from here on, both stand side by side
GAP = 3  # columns between the two
BETWEEN = "\f"  # between the texts of one seal
MOST_CHARACTERS = 100_000
DOCSTRING = re.compile(
    r'(\s*(?:async )?def .*?:[ \t]*\n)\s*[rR]?("""|\'\'\').*?\2[ \t]*\n', re.DOTALL
)
FURTHER_RIGHT = r"(?:\1 +.*\n| *[#)].*\n| *\n)*"  # lines, and those that end nothing
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
    """A function as the learner and the reference have it; `name` is "" for the whole file."""

    name: str
    line: int  # where it begins in the learner's file
    own: str
    reference: str


def texts(exercise: Exercise) -> list[str]:
    """Return the reference of an exercise, and behind it other right ways; [] if not here."""
    if not exercise.stubbed:
        known = ", ".join(one.id for one in exercises() if one.stubbed)
        words = f"There is nothing to write in {exercise.id}, so there is no solution."
        raise KitError(words, fix=f"Choose from: {known}")
    folder = SOLUTIONS / "alternatives" / exercise.id
    paths = [SOLUTIONS / exercise.file, *(folder / f"{name}.py" for name in exercise.ways)]
    return [one.read_text(encoding="utf-8") for one in paths if one.exists()]


def pairs(exercise: Exercise, right: str, own: Path) -> list[Pair]:
    """Return each function that is stubbed in an exercise, the learner's and the reference's."""
    mine, pairs = _own(exercise, own), []
    for name, steps in exercise.stubbed.items():
        (line, one), (_, other) = _function(mine, name), _function(right, name)
        told = r"(?:\s+#)?\s+".join(map(re.escape, ["TODO:", *steps.split()]))
        one = re.sub(rf" *# {told}\n", "", one)  # that is the stub's, and not theirs
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
            fix=f"Begin with the stub: python -m checks reset {exercise.id}",
        ) from error


def _function(text: str, name: str) -> tuple[int, str]:
    """Return the line and the text of a function, without its docstring.

    It is "" if that is not there, or is there twice. The name is such as "Double.__call__".
    """
    line, text = 1, f"{text}\n"
    for margin, part in zip(("", " +"), name.split("."), strict=False):
        begin = rf"^({margin})(?:class|(?:async )?def) {part}\b.*\n"
        found = list(re.finditer(begin + FURTHER_RIGHT, text, re.MULTILINE))
        if len(found) != 1:
            return 0, ""
        line += text.count("\n", 0, found[0].start())
        text = found[0][0]
    if any(text.count(quotes) % 2 for quotes in ('"""', "'''")):
        return 0, ""  # a text in it begins further left, and was taken for its end
    return line, dedent(DOCSTRING.sub(r"\1", text.rstrip() + "\n", count=1))


def beside(
    exercise: Exercise, found: Sequence[Pair], others: Sequence[str], width: int, *, passes: bool
) -> RenderableType:
    """Return each pair side by side, or one under the other where the terminal is narrow.

    Beneath stand other right ways: sources, whose docstrings say what is different in them.
    """
    first = "Yours does not pass yet."
    if passes:
        first = "Yours passes. The reference is another way to write it, not the only one."
    head = Text.assemble((exercise.title, "bold"), f"\n\n{first}")
    shown = [columns(found, f"{EXERCISES.name}/{exercise.file}", width, "Yours")]
    for other in others:
        _, said, code = other.split('"""', 2)
        shown += [Text(), _part("Another way", said, code.strip())]
    return Group(head, *shown)


def columns(found: Sequence[Pair], file: str, width: int, whose: str) -> RenderableType:
    """Return each pair as `beside` does, from a file, beneath the words `whose`."""
    grid = Table.grid(padding=(0, GAP, 0, 0), pad_edge=False)
    if width >= WIDE:
        grid.add_column(width=(width - GAP) // 2)
    for pair in found:
        mine = _part(whose, f"{file}:{pair.line}", pair.own)
        right = _part("The reference", pair.name, pair.reference)
        for row in [(mine, right)] if width >= WIDE else [(mine,), (right,)]:
            grid.add_row(Text())
            grid.add_row(*row)
    return grid


def _part(whose: str, place: str, text: str) -> Group:
    head = Text.assemble((whose, "bold"), (f"  {place}", "dim"), "\n")
    return Group(head, Syntax(text.rstrip(), "python", theme=THEME, word_wrap=True))
