"""The bank: known mistakes, each with its advice, and other right answers.

A file of the bank holds what differs from the reference and nothing else of the answer: a function
that stands in the place of the reference's, or a whole class. Only an answer to an exercise
without a file of its own, such as `network`, holds all the classes.
"""

import ast
import atexit
import re
import shutil
from collections.abc import Iterator
from functools import cache
from operator import itemgetter
from pathlib import Path
from tempfile import mkdtemp
from textwrap import indent

from msgspec import Struct

from checks import catalog
from checks.catalog import Exercise
from checks.desk.recovery import functions, refilled
from checks.errors import KitError
from checks.submission import SOLUTIONS, Submission, at

MISTAKES = SOLUTIONS / "mistakes"
ALTERNATIVES = SOLUTIONS / "alternatives"
RECIPE = "See `Add a mistake` in CONTRIBUTING.md."
FORM = re.compile(  # id, title, text, three hints
    r"([\w-]+): (.+?)\n\n(.+)\n\n1\. (.+)\n2\. (.+)\n3\. (.+?)(?:\nSeen: .+)?", re.DOTALL
)


class Mistake(Struct, frozen=True):
    """One known mistake."""

    id: str  # stable, as in "N06"
    exercise: str  # whose file it stands in for
    title: str  # what is wrong, in one sentence
    text: str  # why that matters, and what to look at
    hints: tuple[str, ...]  # three, from a nudge to nearly the code
    path: Path


@cache
def mistakes() -> tuple[Mistake, ...]:
    """Return every known mistake; no two have the same id."""
    found: dict[str, Mistake] = {}
    for path in sorted(MISTAKES.glob("*/*.py")):
        mistake = _read(path)
        twin = found.setdefault(mistake.id, mistake)
        if twin is not mistake:
            raise KitError(
                f"{path.name} and {twin.path.name} both have the id {twin.id}.", fix=RECIPE
            )
    return tuple(found.values())


def alternatives() -> tuple[Path, ...]:
    """Return the file of every other right answer."""
    return tuple(sorted(ALTERNATIVES.glob("*/*.py")))


def _read(path: Path) -> Mistake:
    """Read a mistake's docstring; nothing of the file is run."""
    try:
        told = FORM.fullmatch(ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "")
    except (SyntaxError, ValueError) as error:
        raise KitError(f"{path.name} cannot be read: {error!r}", fix=RECIPE) from error
    if not told:
        raise KitError(
            f"The docstring of {path.name} is not an id, a title, a text and three hints.",
            fix=RECIPE,
        )
    paragraphs = (text.split("\n\n") for text in told.groups())
    words = ["\n\n".join(" ".join(one.split()) for one in found) for found in paragraphs]
    id, title, text, *hints = words
    return Mistake(id, path.parent.name, title, text, tuple(hints), path)


# Answers


@cache
def answer(path: Path) -> Submission:
    """Return the submission that answers the exercise of a file's folder as the file does.

    A file of the bank is a part of its answer; any other one is the whole of it.
    """
    exercise = path.parent.name
    return written(exercise, source(path)) if _is_part(path) else standing_in(exercise, path)


def source(path: Path) -> str:
    """Return the whole source of what a file answers its exercise with."""
    text = path.read_text(encoding="utf-8")
    return composed(path.parent.name, text) if _is_part(path) else text


def holds(path: Path) -> bool:
    """Tell whether a file is one of the bank's."""
    return path.parent.parent in (MISTAKES, ALTERNATIVES)


def _is_part(path: Path) -> bool:
    return holds(path) and catalog.exercise(path.parent.name).has_file


def written(exercise: str, source: str) -> Submission:
    """Return the reference with one exercise's file as it is in a source, until this process ends.

    It is a file named as a learner's, in a folder of its own.
    """
    path = Path(mkdtemp(dir=_folder()), f"{exercise}.py")
    path.write_text(source, encoding="utf-8")
    return standing_in(exercise, path)


@cache
def _folder() -> str:
    folder = mkdtemp(prefix="answers-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def idle(exercise: Exercise) -> Submission:
    """Return the answer that does no work of its own: the stub, with the body that is declared."""
    bodies = {name: f"{body}\n" for name, body in exercise.idle.items()}
    return written(exercise.id, refilled(_reference(exercise.id), bodies))


def standing_in(exercise: str, path: Path) -> Submission:
    """Return the reference with one exercise's file taken from elsewhere.

    A file for `network` holds all the classes, and stands in for all three files.
    """
    submission, one = at(SOLUTIONS), catalog.exercise(exercise)
    for module in (*one.own, one.module):
        submission = submission.having(module, path)
    return submission


# A part in its place


def composed(exercise: str, part: str) -> str:
    """Return the source of an exercise's reference, with what a part holds in place of its own.

    A class stands in for the class of its name, a function for the function or method of its name.
    What the reference lacks is added: a function of `self` to its class, all else to its imports.
    """
    lines, body = _reference(exercise).splitlines(), ast.parse(_reference(exercise)).body
    classes = [one for one in body if isinstance(one, ast.ClassDef)]
    imports = [one for one in body if isinstance(one, ast.Import | ast.ImportFrom)]
    named = [*(one for owner in classes for one in owner.body), *body]
    places = {one.name: one for one in named if isinstance(one, ast.FunctionDef | ast.ClassDef)}
    edits = []
    for node in ast.parse(part).body:
        text = part.splitlines()[_first_line(node) : node.end_lineno]
        match node:
            case ast.Expr():  # the docstring
                continue
            case ast.FunctionDef(name) | ast.ClassDef(name) if place := places.get(name):
                edits.append((_first_line(place), place.end_lineno or 0, text, place.col_offset))
                continue
            case ast.FunctionDef(args=ast.arguments(args=[ast.arg("self"), *_])):
                end, depth = classes[0].end_lineno or 0, 4
            case _:
                end, depth = [body[0], *imports][-1].end_lineno or 0, 0
        edits.append((end, end, ["", *text], depth))
    for start, end, text, depth in reversed(sorted(edits, key=itemgetter(0))):
        lines[start:end] = indent("\n".join(text), " " * depth).splitlines()
    return "\n".join(lines) + "\n"


def _reference(exercise: str) -> str:
    return (SOLUTIONS / f"{exercise}.py").read_text(encoding="utf-8")


def _first_line(node: ast.stmt) -> int:
    """Return where a statement begins, decorators included; the first line of a file is 0."""
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return min([node.lineno, *(one.lineno for one in decorators)]) - 1


# Two mistakes at once


def composites() -> Iterator[tuple[tuple[str, str], str, Submission]]:
    """Yield the ids, the exercise and an answer with one mistake before the joint, another in it.

    The joint is the step that a function ends in, as the lesson declares it. Both together are a
    third wrong answer that no file of the bank holds. Mistakes in different functions need no such
    thing: what they do shows in different scenarios.
    """
    for exercise in catalog.exercises():
        if exercise.joint:
            yield from _composites(exercise)


def _composites(exercise: Exercise) -> Iterator[tuple[tuple[str, str], str, Submission]]:
    (stubbed,) = exercise.stubbed
    name, _, end = exercise.joint.removesuffix("()").partition(".")
    right = ast.unparse(functions(_reference(exercise.id))[stubbed].body[1])  # behind the docstring
    calls = dict(_calls(exercise.id, stubbed.rpartition(".")[2]))
    before = {key: one for key, one in calls.items() if ast.unparse(one[0].body[0]) != right}
    for first, (call, imports) in before.items():
        returns = [node for node in ast.walk(call) if isinstance(node, ast.Return)]
        match returns, call.body[-1]:
            case [_], ast.Return(ast.Call(ast.Attribute(value, attr), [])) if attr == end:
                steps = [*map(ast.unparse, call.body[:-1]), f"{name} = {ast.unparse(value)}"]
            case _:
                continue
        for second, (other, others) in calls.items():
            if second not in before:
                body = indent("\n".join([*steps, *map(ast.unparse, other.body[1:])]), "    ")
                head = f"def {call.name}({ast.unparse(call.args)}):"
                source = composed(exercise.id, "\n".join([*others, *imports, head, body]))
                yield (first, second), exercise.id, written(exercise.id, source)


def _calls(exercise: str, name: str) -> Iterator[tuple[str, tuple[ast.FunctionDef, list[str]]]]:
    """Yield each mistake that lies in one function alone: its id, that function, its imports."""
    for mistake in mistakes():
        if mistake.exercise == exercise:
            part = ast.parse(mistake.path.read_text(encoding="utf-8")).body
            imports = [one for one in part if isinstance(one, ast.Import | ast.ImportFrom)]
            match [one for one in part if isinstance(one, ast.FunctionDef | ast.ClassDef)]:
                case [ast.FunctionDef() as call] if call.name == name:
                    yield mistake.id, (call, [*map(ast.unparse, imports)])
