"""The blank form of an exercise: signatures and docstrings, and the body of no function."""

import ast

EMPTY = "raise NotImplementedError\n"


def blank(source: str) -> str:
    """Return the source of a stub, or of a solution, with every function's body taken out.

    Imports, classes, signatures and docstrings stay as they are.
    """
    lines = source.splitlines(keepends=True)
    for function in sorted(functions(source).values(), key=lambda one: -one.lineno):
        start = function.body[0]
        has_docstring = ast.get_docstring(function) is not None
        first = start.end_lineno if has_docstring else _end_of_signature(lines, start.lineno)
        lines[first : function.end_lineno] = [" " * start.col_offset + EMPTY]
    return "".join(lines)


def functions(source: str) -> dict[str, ast.FunctionDef]:
    """Return a file's functions by name, and its methods as "Class.method"."""
    found: dict[str, ast.FunctionDef] = {}
    for one in ast.parse(source).body:
        inside = one.body if isinstance(one, ast.ClassDef) else [one]
        owner = f"{one.name}." if isinstance(one, ast.ClassDef) else ""
        found |= {f"{owner}{f.name}": f for f in inside if isinstance(f, ast.FunctionDef)}
    return found


def _end_of_signature(lines: list[str], body: int) -> int:
    """Return the last line of a signature; a comment between it and the body is part of that."""
    last = body - 1
    while (text := lines[last - 1].strip()).startswith("#") or not text:
        last -= 1
    return last
