"""Compositions: two known mistakes that one call of a neuron holds at once.

A neuron's call adds up and then squashes. A mistake in the adding and one in the squashing make a
third wrong answer that no file of the bank holds: it is written here from the two, by their syntax.
Mistakes in different methods need no such thing: what they do shows in different scenarios.
"""

import ast
from collections.abc import Iterator
from copy import copy

from msgspec import Struct

from checks.instructor.bank import composed, mistakes
from checks.submission import SOLUTIONS


class Composite(Struct, frozen=True):
    """Two mistakes in one answer: the ids, and the source that holds both."""

    ids: tuple[str, str]
    source: str


def composites() -> Iterator[Composite]:
    """Yield every neuron that adds up as one mistake does and squashes as another does."""
    parts = {
        mistake.id: ast.parse(mistake.path.read_text(encoding="utf-8"))
        for mistake in mistakes()
        if mistake.exercise == "neuron"
    }
    calls = {name: call for name, part in parts.items() if (call := _only_call(part))}
    reference = ast.parse((SOLUTIONS / "neuron.py").read_text(encoding="utf-8"))
    right = next(
        ast.dump(node.body[1])  # behind the docstring
        for node in ast.walk(reference)
        if isinstance(node, ast.FunctionDef) and node.name == "__call__"
    )
    for adding, one in calls.items():
        z = _squashed(one)
        for squashing, other in calls.items():
            if z and ast.dump(one.body[0]) != right and ast.dump(other.body[0]) == right:
                sum_of_both = ast.Assign(targets=[ast.Name("pre_activation")], value=z)
                call = copy(one)
                call.body = [*one.body[:-1], sum_of_both, *other.body[1:]]
                imports = [*_imports(parts[squashing]), *_imports(parts[adding])]
                whole = ast.Module([*imports, call], type_ignores=[])
                source = composed("neuron", ast.unparse(ast.fix_missing_locations(whole)))
                yield Composite((adding, squashing), source)


def _only_call(part: ast.Module) -> ast.FunctionDef | None:
    """Return the call of a mistake that lies in nothing else."""
    match [node for node in part.body if isinstance(node, ast.FunctionDef | ast.ClassDef)]:
        case [ast.FunctionDef(name="__call__") as call]:
            return call
    return None


def _squashed(call: ast.FunctionDef) -> ast.expr | None:
    """Return the z of a call whose only return is the last line, `return z.tanh()`."""
    match [node for node in ast.walk(call) if isinstance(node, ast.Return)]:
        case [
            ast.Return(value=ast.Call(func=ast.Attribute(value=z, attr="tanh"), args=[])) as last
        ]:
            return z if last is call.body[-1] else None
    return None


def _imports(part: ast.Module) -> list[ast.stmt]:
    return [node for node in part.body if isinstance(node, ast.Import | ast.ImportFrom)]
