"""The stubs of the exercises, made from the solutions: the single source."""

import ast
from textwrap import fill

from msgspec import Struct

from checks.catalog import exercises
from checks.desk.recovery import EMPTY, functions
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
    lines, found = source.splitlines(keepends=True), functions(source)
    for name in stubbed:
        if name not in found or ast.get_docstring(found[name]) is None:
            raise KitError(
                f"There is no function {name} with a docstring to make a stub from.",
                fix="Correct `stubbed` in checks/lesson/exercises.toml.",
            )
    for name in sorted(stubbed, key=lambda name: -found[name].lineno):
        docstring = found[name].body[0]
        indent = " " * docstring.col_offset
        comment = f"{indent}# "
        todo = fill(
            f"TODO: {stubbed[name]}", 100, initial_indent=comment, subsequent_indent=comment
        )
        body = slice(docstring.end_lineno, found[name].end_lineno)
        lines[body] = [f"{todo}\n", indent + EMPTY]
    return "".join(lines)


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
        source = (SOLUTIONS / f"{module}.py").read_text(encoding="utf-8")
        own = [exercise.stubbed for exercise in exercises() if exercise.module == module]
        found[f"{module}.py"] = stub(
            source, {name: to_do for each in own for name, to_do in each.items()}
        )
    return found


def write() -> Written:
    """Write the stubs; an exercise file that somebody has edited is left alone."""
    renewed, edited = [], []
    for name, text in all_stubs().items():
        kept, given = STUBS / name, EXERCISES / name
        fresh = text.encode()
        before, now = (path.read_bytes() if path.exists() else None for path in (kept, given))
        if before != fresh:
            kept.write_bytes(fresh)
            renewed.append(name)
        if now is None or (now == before and now != fresh):
            given.write_bytes(fresh)
            renewed.append(name)
        elif now not in (before, fresh):
            edited.append(name)
    return Written(tuple(renewed), tuple(edited))
