"""How are the exercises' stubs made? From the solutions, the single source."""

import ast
from textwrap import fill

from msgspec import Struct

from checks.catalog import exercises
from checks.errors import KitError
from checks.submission import EXERCISES, MODULES, SOLUTIONS, STUBS


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
                fix="Correct `stubbed` in checks/exercises.toml.",
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
        lines[first:last] = [f"{todo}\n", f"{indent}raise NotImplementedError\n"]
    return "".join(lines)


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
    if not SOLUTIONS.is_dir():
        raise KitError(
            "There are no solutions here to make stubs from.",
            fix="Make them in the instructor's edition, which has solutions/.",
        )
    found = {}
    for module in MODULES:
        own = [exercise.stubbed for exercise in exercises() if exercise.module == module]
        source = (SOLUTIONS / f"{module}.py").read_text(encoding="utf-8")
        found[f"{module}.py"] = stub(
            source, {name: todo for each in own for name, todo in each.items()}
        )
    return found


def write() -> Written:
    """Write the stubs; an exercise file that somebody has edited is left alone."""
    renewed, edited = [], []
    for name, text in all_stubs().items():
        kept, given = STUBS / name, EXERCISES / name
        untouched = not given.exists() or (
            kept.exists() and given.read_bytes() == kept.read_bytes()
        )
        for path in [kept, given] if untouched else [kept]:
            if not path.exists() or path.read_text(encoding="utf-8") != text:
                path.write_bytes(text.encode())
                renewed.append(path)
        if not untouched and given.read_text(encoding="utf-8", errors="replace") != text:
            edited.append(given)
    return Written(tuple(p.name for p in renewed), tuple(p.name for p in edited))
