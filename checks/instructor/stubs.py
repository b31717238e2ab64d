"""How are the exercises' stubs made? From the solutions, the single source."""

import ast
from pathlib import Path
from textwrap import fill

from msgspec import Struct

from checks.catalog import exercises
from checks.errors import KitError
from checks.submission import BLANK, EXERCISES, MODULES, SOLUTIONS, STUBS

STUBBED = "raise NotImplementedError\n"


class Written(Struct, frozen=True):
    """What `write` did: files that are new or renewed, and edited ones that it left alone."""

    renewed: tuple[str, ...]
    edited: tuple[str, ...]


def stub(source: str, stubbed: dict[str, str]) -> str:
    """Return a solution's source with the bodies of some functions taken out.

    Signature, docstring and everything else stay as they are.

    Args:
        stubbed: what is taken out, as "Class.method" or "function", with the steps that its TODO
            names.

    Raises:
        KitError: if a function is not there.
    """
    lines = source.splitlines(keepends=True)
    functions = _functions(source)
    for name in sorted(stubbed, key=lambda n: functions[n].lineno if n in functions else 0)[::-1]:
        if name not in functions or ast.get_docstring(functions[name]) is None:
            raise KitError(
                f"There is no function {name} with a docstring to make a stub from.",
                fix="Correct `stubbed` in checks/lesson/exercises.toml.",
            )
        function = functions[name]
        first, last = function.body[0].end_lineno, function.end_lineno
        indent = " " * function.body[0].col_offset
        todo = fill(
            f"TODO: {stubbed[name]}",
            width=100,
            initial_indent=f"{indent}# ",
            subsequent_indent=f"{indent}# ",
        )
        lines[first:last] = [f"{todo}\n", f"{indent}{STUBBED}"]
    return "".join(lines)


def blank(source: str) -> str:
    """Return a solution's source with the bodies of all functions taken out: for who wants more.

    Imports, classes, signatures and docstrings stay as they are.
    """
    lines = source.splitlines(keepends=True)
    for function in sorted(_functions(source).values(), key=lambda one: -one.lineno):
        start = function.body[0]
        told = ast.get_docstring(function) is not None
        first = start.end_lineno if told else _end_of_signature(lines, start.lineno)
        lines[first : function.end_lineno] = [" " * start.col_offset + STUBBED]
    return "".join(lines)


def _end_of_signature(lines: list[str], body: int) -> int:
    """Return the last line of a signature; a comment between it and the body is part of that."""
    last = body - 1
    while (text := lines[last - 1].strip()).startswith("#") or not text:
        last -= 1
    return last


def _functions(source: str) -> dict[str, ast.FunctionDef]:
    """Return a file's functions by name, and its methods as "Class.method"."""
    body = ast.parse(source).body
    inside = {
        f"{cls.name}.{method.name}": method
        for cls in body
        if isinstance(cls, ast.ClassDef)
        for method in cls.body
        if isinstance(method, ast.FunctionDef)
    }
    return inside | {one.name: one for one in body if isinstance(one, ast.FunctionDef)}


def all_stubs() -> dict[str, str]:
    """Return the text of every file that is handed out, by file name.

    Raises:
        KitError: if there are no solutions here.
    """
    found = {}
    for module in MODULES:
        own = [exercise.stubbed for exercise in exercises() if exercise.module == module]
        found[f"{module}.py"] = stub(
            _solution(module), {name: todo for each in own for name, todo in each.items()}
        )
    return found


def all_blanks() -> dict[str, str]:
    """Return the blank form of every exercise of which something is stubbed, by file name.

    Raises:
        KitError: if there are no solutions here.
    """
    return {one.file: blank(_solution(one.module)) for one in exercises() if one.stubbed}


def _solution(module: str) -> str:
    if not SOLUTIONS.is_dir():
        raise KitError(
            "There are no solutions here to make stubs from.",
            fix="Make them in the instructor's edition, which has solutions/.",
        )
    return (SOLUTIONS / f"{module}.py").read_text(encoding="utf-8")


def write() -> Written:
    """Write the stubs; an exercise file that somebody has edited is left alone."""
    renewed, edited = [], []
    BLANK.mkdir(exist_ok=True)
    for name, text in all_blanks().items():
        if _renew(BLANK / name, text):
            renewed.append(BLANK / name)
    for name, text in all_stubs().items():
        kept, given = STUBS / name, EXERCISES / name
        untouched = not given.exists() or (
            kept.exists() and given.read_bytes() == kept.read_bytes()
        )
        for path in [kept, given] if untouched else [kept]:
            if _renew(path, text):
                renewed.append(path)
        if not untouched and given.read_text(encoding="utf-8", errors="replace") != text:
            edited.append(given)
    return Written(tuple(p.name for p in renewed), tuple(p.name for p in edited))


def _renew(path: Path, text: str) -> bool:
    """Write a file unless it says just that; tell whether it was written."""
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return False
    path.write_bytes(text.encode())
    return True
