"""The stubs of the exercises, made from the solutions: the single source."""

import ast
from textwrap import fill

from checks.catalog import exercises
from checks.desk.recovery import EMPTY, functions
from checks.errors import KitError
from checks.submission import EXERCISES, MODULES, SOLUTIONS, STUBS


def stub(source: str, stubbed: dict[str, str]) -> str:
    """Return a solution's source without the bodies of some functions, all else as it is.

    `stubbed` names each, as "Class.method" or "function", with the steps that its TODO tells.
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
        lead = f"{indent}# "
        to_do = fill(f"TODO: {stubbed[name]}", 100, initial_indent=lead, subsequent_indent=lead)
        lines[docstring.end_lineno : found[name].end_lineno] = [f"{to_do}\n", indent + EMPTY]
    return "".join(lines)


def all_stubs() -> dict[str, str]:
    """Return the text of every file that is handed out, by file name."""
    if not SOLUTIONS.is_dir():
        raise KitError(
            "There are no solutions here to make stubs from.",
            fix="Make them in the instructor's edition, which has solutions/.",
        )
    found = {}
    for module in MODULES:
        source = (SOLUTIONS / f"{module}.py").read_text(encoding="utf-8")
        own = [one.stubbed for one in exercises() if one.module == module]
        found[f"{module}.py"] = stub(source, {name: told[name] for told in own for name in told})
    return found


def write() -> tuple[list[str], list[str]]:
    """Write the stubs; return what is renewed, and the edited files that are left alone."""
    renewed, edited = set(), []
    for name, text in all_stubs().items():
        fresh = text.encode()
        paths = STUBS / name, EXERCISES / name
        before, now = (path.read_bytes() if path.exists() else None for path in paths)
        if now not in (None, before, fresh):
            edited.append(name)
        elif now != fresh:
            (EXERCISES / name).write_bytes(fresh)
            renewed.add(name)
        if before != fresh:
            (STUBS / name).write_bytes(fresh)
            renewed.add(name)
    return sorted(renewed), edited
