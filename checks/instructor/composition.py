"""Which two known mistakes can one forward pass hold at once, and what does that look like?

A neuron's call adds up and then squashes. A mistake in the adding and one in the squashing make a
third wrong answer that no file of the bank holds: it is written here from the two, by their syntax.
Mistakes in different methods need no such thing: what they do shows in different scenarios.
"""

import ast
from collections.abc import Iterator
from copy import deepcopy

from msgspec import Struct

from checks.instructor.bank import Mistake, mistakes
from checks.submission import SOLUTIONS


class Composite(Struct, frozen=True):
    """Two mistakes in one answer: the ids, and the source that holds both."""

    ids: tuple[str, str]
    source: str


def composites() -> Iterator[Composite]:
    """Yield every neuron that adds up as one mistake does and squashes as another does."""
    reference = _parse((SOLUTIONS / "neuron.py").read_text(encoding="utf-8"))
    trees = {
        mistake: _parse(mistake.path.read_text(encoding="utf-8"))
        for mistake in mistakes()
        if mistake.exercise == "neuron"
    }
    in_call = {m: tree for m, tree in trees.items() if _differs_in_call_alone(tree, reference)}
    for adding in _adding(in_call, reference):
        for squashing in _squashing(in_call, reference):
            source = _composed(in_call[adding], in_call[squashing])
            yield Composite((adding.id, squashing.id), source)


def _adding(trees: dict[Mistake, ast.Module], reference: ast.Module) -> list[Mistake]:
    """Return the mistakes that squash their sum as they should, and so differ in the sum."""
    right = ast.dump(_call(reference).body[0])
    return [
        mistake
        for mistake, tree in trees.items()
        if _squashed(_call(tree).body[-1]) is not None
        and ast.dump(_call(tree).body[0]) != right
        and sum(isinstance(node, ast.Return) for node in ast.walk(_call(tree))) == 1
    ]


def _squashing(trees: dict[Mistake, ast.Module], reference: ast.Module) -> list[Mistake]:
    """Return the mistakes that add up as they should, and so differ in what follows."""
    right = ast.dump(_call(reference).body[0])
    return [m for m, tree in trees.items() if ast.dump(_call(tree).body[0]) == right]


def _composed(adding: ast.Module, squashing: ast.Module) -> str:
    tree = deepcopy(adding)
    call, last = _call(tree), _squashed(_call(tree).body[-1])
    assert last is not None
    named = _call(squashing).body[0]
    assert isinstance(named, ast.Assign)
    kept = ast.Assign(targets=named.targets, value=last)
    call.body = [*call.body[:-1], kept, *_call(squashing).body[1:]]
    imports = [node for node in squashing.body if isinstance(node, ast.Import | ast.ImportFrom)]
    tree.body = [*imports, *tree.body]
    return ast.unparse(ast.fix_missing_locations(tree)) + "\n"


def _squashed(last: ast.stmt) -> ast.expr | None:
    """Return the z of a last line `return z.tanh()`, or None if it is another one."""
    match last:
        case ast.Return(value=ast.Call(func=ast.Attribute(value=z, attr="tanh"), args=[])):
            return z
    return None


def _parse(source: str) -> ast.Module:
    """Parse a source without its docstrings."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(
            node
        ):
            node.body = node.body[1:]
    return tree


def _class(tree: ast.Module) -> ast.ClassDef:
    return next(node for node in tree.body if isinstance(node, ast.ClassDef))


def _methods(tree: ast.Module) -> dict[str, ast.FunctionDef]:
    return {node.name: node for node in _class(tree).body if isinstance(node, ast.FunctionDef)}


def _call(tree: ast.Module) -> ast.FunctionDef:
    return _methods(tree)["__call__"]


def _differs_in_call_alone(tree: ast.Module, reference: ast.Module) -> bool:
    own, right = _methods(tree), _methods(reference)
    return own.keys() == right.keys() and all(
        ast.dump(own[name]) == ast.dump(right[name]) for name in right if name != "__call__"
    )
