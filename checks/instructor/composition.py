"""Compositions: two known mistakes that one function holds at once.

A function that ends in a step of its own, which the lesson calls its joint, can be wrong before it
and in it. A mistake in each makes a third wrong answer that no file of the bank holds: it is
written here from the two, by their syntax. Mistakes in different functions need no such thing:
what they do shows in different scenarios.
"""

import ast
from collections.abc import Iterator
from copy import copy

from msgspec import Struct

from checks.catalog import Exercise, exercises
from checks.instructor.bank import composed, mistakes
from checks.submission import SOLUTIONS


class Composite(Struct, frozen=True):
    """Two mistakes in one answer: the ids, the exercise, and the source that holds both."""

    ids: tuple[str, str]
    exercise: str
    source: str


def composites() -> Iterator[Composite]:
    """Yield every answer that is wrong before the joint as one mistake is, and in it as another."""
    for one in exercises():
        if one.joint:
            yield from _composites(one)


def _composites(exercise: Exercise) -> Iterator[Composite]:
    parts = {
        mistake.id: ast.parse(mistake.path.read_text(encoding="utf-8"))
        for mistake in mistakes()
        if mistake.exercise == exercise.id
    }
    (stubbed,) = exercise.stubbed
    function, joint = stubbed.rpartition(".")[2], ast.parse(exercise.joint, mode="eval").body
    calls = {name: call for name, part in parts.items() if (call := _only(part, function))}
    reference = ast.parse((SOLUTIONS / exercise.file).read_text(encoding="utf-8"))
    right = next(
        ast.dump(node.body[1])  # behind the docstring
        for node in ast.walk(reference)
        if isinstance(node, ast.FunctionDef) and node.name == function
    )
    for before, one in calls.items():
        value = _joined(one, joint)
        for within, other in calls.items():
            if value and ast.dump(one.body[0]) != right and ast.dump(other.body[0]) == right:
                target = ast.Name(ast.unparse(joint).partition(".")[0])
                call = copy(one)
                call.body = [*one.body[:-1], ast.Assign([target], value), *other.body[1:]]
                imports = [*_imports(parts[within]), *_imports(parts[before])]
                whole = ast.Module([*imports, call], type_ignores=[])
                source = composed(exercise.id, ast.unparse(ast.fix_missing_locations(whole)))
                yield Composite((before, within), exercise.id, source)


def _only(part: ast.Module, function: str) -> ast.FunctionDef | None:
    """Return the function of a mistake that lies in nothing else."""
    match [node for node in part.body if isinstance(node, ast.FunctionDef | ast.ClassDef)]:
        case [ast.FunctionDef() as call] if call.name == function:
            return call
    return None


def _joined(call: ast.FunctionDef, joint: ast.expr) -> ast.expr | None:
    """Return what is in the joint's place of a function whose only return is the joint, last."""
    match joint, [node for node in ast.walk(call) if isinstance(node, ast.Return)]:
        case ast.Call(func=ast.Attribute(attr=wanted)), [ast.Return(value=value) as last]:
            match value:
                case ast.Call(func=ast.Attribute(value=inner, attr=name), args=[]) if (
                    name == wanted and last is call.body[-1]
                ):
                    return inner
    return None


def _imports(part: ast.Module) -> list[ast.stmt]:
    return [node for node in part.body if isinstance(node, ast.Import | ast.ImportFrom)]
