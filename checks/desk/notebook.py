"""A notebook that follows every save, is calm about stubs, and shows reports in its cells."""

import ast
import os
import re
import sys
from pathlib import Path
from traceback import walk_tb
from types import TracebackType
from typing import Any

from checks import catalog
from checks.check import session
from checks.desk import page, terminal
from checks.desk.screen import Report
from checks.errors import KitError
from checks.submission import EXERCISES, at

WIDTH = 88  # of a report as plain text, where there is no HTML
NOT_STARTED = """\
exercises/{file}, line {line}: this is still a stub, so this cell has nothing to show yet.
Write your code there, save the file, and run this cell again.
A hint: checks.hint("{name}"), or in a terminal: python -m checks hint {name}
"""
NOT_MADE = """\
This cell needs {name}. The cell that makes it waits for your code, so run that one again first.
"""
# the names that a cell would have made which came to a stub instead
_waited_for: set[str] = set()


class Cell:
    """One check of the exercises: as HTML where a notebook shows it, else as text.

    What keeps the kit from checking is shown in its place, not raised: a notebook answers an
    exception with a page of the kit's own lines.
    """

    def __init__(self, name: str | None) -> None:
        try:
            chosen = () if name is None else (catalog.exercise(name).id,)
            checked = session.check(at(EXERCISES), chosen)
            if not checked.result.exercises:
                raise session.NothingToCheck
        except KitError as error:
            self._text = f"{error}\nTo do: {error.fix}"
            self._html = page.rendered("cell.html", exercises=(), error=error, notes=())
            return
        result, evidence = checked.result, checked.evidence
        report = Report(result, {}, width=WIDTH, plain=False, full=False, evidence=evidence)
        self._text = as_cells(terminal.text(report.whole(), WIDTH))
        self._html = as_cells(page.fragment(result, evidence))

    def __repr__(self) -> str:
        return self._text

    def _repr_html_(self) -> str:
        return self._html


def as_cells(text: str) -> str:
    """Return a text whose commands can be typed in a cell, as far as there is a function for it."""
    names = "|".join(one.id for one in catalog.exercises())
    command = rf"python -m checks(?: (hint|solution))?(?: ({names})(?: (\d))?)?(?! ?[-\w]|\.\w)"

    def call(found: re.Match[str]) -> str:
        function, name, number = found.groups()
        arguments = ", ".join(filter(None, (name and f'"{name}"', number)))
        made = f"checks.{function or 'report'}({arguments})"
        is_boxed = text[found.end() :].lstrip(" ").startswith("│")
        return made.ljust(len(found[0])) if is_boxed else made

    return re.sub(command, call, text)


class Picture(str):
    """A drawing in the language of `dot`: a picture where some program can draw it, else text."""

    __repr__ = str.__str__

    def _repr_svg_(self) -> str | None:
        drawn: str = catalog.lesson("exhibits.graph").svg(str(self))
        return drawn or None


def picture(drawing: Any) -> Picture:
    """Return what `draw_dot` drew, a `Digraph`, as a picture."""
    return Picture(drawing.source)


def prepare() -> None:
    """Let the notebook import the exercises, follow every save, and stay calm about stubs."""
    from IPython.core.getipython import get_ipython  # what a notebook runs in

    shell = get_ipython()
    if shell is None:
        raise RuntimeError("This is for a notebook; in a terminal, run: python -m checks")
    if str(EXERCISES) not in sys.path:
        sys.path.insert(0, str(EXERCISES))
    shell.run_line_magic("load_ext", "autoreload")
    shell.run_line_magic("autoreload", "2")
    shell.set_custom_exc((NotImplementedError, NameError), _calm)  # type: ignore[no-untyped-call]
    os.environ.setdefault("JUPYTER_COLUMNS", str(WIDTH))  # of what a command prints


def _calm(shell: Any, kind: Any, error: Any, trace: TracebackType, tb_offset: Any = None) -> None:
    """Say which stub a cell has come to, or needs; any other traceback is shown as it is."""
    places = [(Path(frame.f_code.co_filename), line) for frame, line in walk_tb(trace)]
    stubs = [(path, line) for path, line in places if EXERCISES in path.parents]
    if isinstance(error, NotImplementedError) and stubs:
        path, line = stubs[-1]
        words = NOT_STARTED.format(file=path.name, line=line, name=path.stem)
    elif not stubs and getattr(error, "name", None) in _waited_for:
        words = NOT_MADE.format(name=error.name)
    else:
        shell.showtraceback((kind, error, trace), tb_offset=tb_offset)
        return
    cell = ast.parse(shell.transform_cell(shell.user_ns["In"][-1]))
    names = (node for node in ast.walk(cell) if isinstance(node, ast.Name))
    _waited_for.update(one.id for one in names if isinstance(one.ctx, ast.Store))
    sys.stdout.write(words)
