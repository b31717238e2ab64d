"""The bank: known mistakes, each with its advice, and other right answers.

A file of the bank holds what differs from the reference and nothing else of the answer: a function
that stands in the place of the reference's, or a whole class. Only an answer to an exercise
without a file of its own, such as `network`, holds all the classes.
"""

import ast
import atexit
import re
import shutil
import textwrap
from functools import cache
from operator import itemgetter
from pathlib import Path
from tempfile import mkdtemp

from msgspec import Struct

from checks import catalog
from checks.errors import KitError
from checks.submission import SOLUTIONS, Submission, at

MISTAKES = SOLUTIONS / "mistakes"
ALTERNATIVES = SOLUTIONS / "alternatives"
RECIPE = "See `Add a mistake` in CONTRIBUTING.md."
FORM = re.compile(
    r"(?P<id>[\w-]+): (?P<title>.+?)\n\n(?P<text>.+)\n\n"
    r"1\. (?P<first>.+)\n2\. (?P<second>.+)\n3\. (?P<third>.+?)(\nSeen: (?P<seen>.+))?",
    re.DOTALL,
)


class Mistake(Struct, frozen=True):
    """One known mistake.

    Attributes:
        id: stable, as in "N06".
        exercise: the exercise whose file it stands in for.
        title: what is wrong, in one sentence.
        text: why that matters, and what to look at.
        hints: three, from a nudge to nearly the code.
        seen: where it was met; "" if nobody but its author thought of it.
    """

    id: str
    exercise: str
    title: str
    text: str
    hints: tuple[str, str, str]
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
    """Read a mistake's docstring; nothing of the file is run here."""
    try:
        told = FORM.fullmatch(ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "")
    except (SyntaxError, ValueError) as error:
        raise KitError(f"{path.name} cannot be read: {error!r}", fix=RECIPE) from error
    if not told:
        raise KitError(
            f"The docstring of {path.name} is not an id, a title, a text and three hints.",
            fix=RECIPE,
        )
    words = {
        name: "\n\n".join(" ".join(part.split()) for part in text.split("\n\n"))
        for name, text in told.groupdict(default="").items()
    }
    hints = (words["first"], words["second"], words["third"])
    return Mistake(
        words["id"], path.parent.name, words["title"], words["text"], hints, words["seen"], path
    )


@cache
def answer(path: Path) -> Submission:
    """Return the submission that answers the exercise of a file's folder as the file does.

    A file of the bank is a part of its answer; any other one is the whole of it.
    """
    exercise = path.parent.name
    if not _is_part(path):
        return standing_in(exercise, path)
    whole = _folder().joinpath(*path.parts[-3:-1], path.stem, f"{exercise}.py")
    whole.parent.mkdir(parents=True, exist_ok=True)
    whole.write_text(source(path), encoding="utf-8")
    return standing_in(exercise, whole)


def source(path: Path) -> str:
    """Return the whole source of what a file answers its exercise with."""
    text = path.read_text(encoding="utf-8")
    return composed(path.parent.name, text) if _is_part(path) else text


def holds(path: Path) -> bool:
    """Tell whether a file is one of the bank's."""
    return path.parent.parent in (MISTAKES, ALTERNATIVES)


def _is_part(path: Path) -> bool:
    return holds(path) and catalog.exercise(path.parent.name).has_file


@cache
def _folder() -> Path:
    """Return the folder of the whole answers; it goes when this process does."""
    folder = mkdtemp(prefix="answers-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)


def standing_in(exercise: str, path: Path) -> Submission:
    """Return the reference with one exercise's file taken from elsewhere.

    A file for `network` holds all the classes, and stands in for all three files.
    """
    submission, one = at(SOLUTIONS), catalog.exercise(exercise)
    for module in (*one.own, one.module):
        submission = submission.having(module, path)
    return submission


def composed(exercise: str, part: str) -> str:
    """Return the source of an exercise's reference, with what a part holds in place of its own.

    A class stands in for the class of its name, a function for the function or method of its name.
    What the reference lacks is added: a function of `self` to its class, all else to its imports.
    """
    reference = (SOLUTIONS / f"{exercise}.py").read_text(encoding="utf-8")
    lines, part_lines = reference.splitlines(), part.splitlines()
    tree = ast.parse(reference)
    edits = []
    for node in ast.parse(part).body:
        if isinstance(node, ast.Expr):  # the docstring
            continue
        start, end, depth = _place(node, tree)
        text = textwrap.indent("\n".join(part_lines[_first_line(node) : node.end_lineno]), depth)
        edits.append((start, end, text if start < end else f"\n{text}\n"))
    for start, end, text in reversed(sorted(edits, key=itemgetter(0))):
        lines[start:end] = text.splitlines()
    return "\n".join(lines) + "\n"


def _place(node: ast.stmt, reference: ast.Module) -> tuple[int, int, str]:
    """Return the lines of a reference that a statement stands in for, and how far it is indented.

    There are none of them if it is new there; then it goes to that place.
    """
    classes = [one for one in reference.body if isinstance(one, ast.ClassDef)]
    own = [*reference.body, *(method for one in classes for method in one.body)]
    if name := getattr(node, "name", None):
        for one in own:
            if getattr(one, "name", None) == name:
                return _first_line(one), one.end_lineno or 0, " " * one.col_offset
    if isinstance(node, ast.FunctionDef) and [each.arg for each in node.args.args[:1]] == ["self"]:
        end = classes[0].end_lineno or 0
        return end, end, "    "
    imports = [one for one in reference.body if isinstance(one, ast.Import | ast.ImportFrom)]
    end = [reference.body[0], *imports][-1].end_lineno or 0
    return end, end, ""


def _first_line(node: ast.stmt) -> int:
    """Return where a statement begins, decorators included; the first line of a file is 0."""
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return min([node.lineno, *(one.lineno for one in decorators)]) - 1
