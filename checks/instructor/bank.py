"""Which known mistakes are there? Wrong solutions whose docstring is the advice."""

import ast
from functools import cache
from pathlib import Path
from typing import Any

from msgspec import Struct

from checks import catalog
from checks.errors import KitError
from checks.submission import SOLUTIONS, Submission, at

MISTAKES = SOLUTIONS / "mistakes"
ALTERNATIVES = SOLUTIONS / "alternatives"
RECIPE = "See `Add a mistake` in CONTRIBUTING.md."


class Mistake(Struct, frozen=True):
    """One known mistake.

    Attributes:
        id: stable, as in "N06".
        exercise: the exercise whose file it stands in for.
        title: what is wrong, in one sentence.
        text: why that matters, and what to look at.
        hints: three, from a nudge to nearly the code.
        seen: where it was met.
    """

    id: str
    exercise: str
    title: str
    text: str
    hints: tuple[str, ...]
    seen: str
    path: Path


@cache
def mistakes() -> tuple[Mistake, ...]:
    """Return every known mistake.

    Raises:
        KitError: if a file is not one, or two have the same id.
    """
    found = tuple(_read(path) for path in sorted(MISTAKES.glob("*/*.py")))
    seen: dict[str, Path] = {}
    for mistake in found:
        if mistake.id in seen:
            raise KitError(
                f"{mistake.path.name} and {seen[mistake.id].name} both have the id {mistake.id}.",
                fix=RECIPE,
            )
        seen[mistake.id] = mistake.path
    return found


def alternatives() -> tuple[Path, ...]:
    """Return the file of every other right answer."""
    return tuple(sorted(ALTERNATIVES.glob("*/*.py")))


def _read(path: Path) -> Mistake:
    """Read a mistake's docstring and constants; nothing of it is run here."""
    try:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        constants: dict[str, Any] = {
            node.targets[0].id: ast.literal_eval(node.value)
            for node in tree.body
            if isinstance(node, ast.Assign)
            and isinstance(node.targets[0], ast.Name)
            and node.targets[0].id.isupper()
        }
        title, _, text = (ast.get_docstring(tree) or "").partition("\n\n")
        return Mistake(
            constants["ID"],
            path.parent.name,
            title,
            " ".join(text.replace("\n\n", "\0").split()).replace("\0", "\n\n"),
            tuple(constants["HINTS"]),
            constants["SEEN"],
            path,
        )
    except (SyntaxError, ValueError, KeyError, TypeError) as error:
        raise KitError(
            f"{path.name} is no mistake that can be read: {error!r}", fix=RECIPE
        ) from error


def standing_in(exercise: str, path: Path) -> Submission:
    """Return the reference with one exercise's file taken from elsewhere.

    A file for `network` holds all the classes, and stands in for all three files.
    """
    submission, one = at(SOLUTIONS), catalog.exercise(exercise)
    for module in (*one.own, one.module):
        submission = submission.having(module, path)
    return submission
