"""The day's notebook: it follows every save, and stays calm where something is not written yet."""

import sys
from pathlib import Path
from traceback import walk_tb
from types import TracebackType
from typing import Any

from checks import catalog
from checks.submission import EXERCISES

NOT_STARTED = """\
exercises/{file}, line {line}: this is still a stub, so this cell has nothing to show yet.
Write your code there, save the file, and run this cell again.
A hint: python -m checks hint {name}
"""


def prepare() -> None:
    """Let the notebook import the exercises, follow every save, and stay calm about stubs.

    Raises:
        RuntimeError: if this is not a notebook.
    """
    from IPython.core.getipython import get_ipython  # what a notebook runs in

    shell = get_ipython()
    if shell is None:
        raise RuntimeError("This is for a notebook; in a terminal, run: python -m checks")
    if str(EXERCISES) not in sys.path:
        sys.path.insert(0, str(EXERCISES))
    shell.run_line_magic("load_ext", "autoreload")
    shell.run_line_magic("autoreload", "2")
    shell.set_custom_exc((NotImplementedError,), _calm)  # type: ignore[no-untyped-call]


def _calm(
    shell: Any,
    kind: type[BaseException],
    error: BaseException,
    trace: TracebackType,
    tb_offset: int | None = None,
) -> None:
    """Say which stub a cell has come to; any other traceback is shown as it is."""
    places = [(Path(frame.f_code.co_filename), line) for frame, line in walk_tb(trace)]
    stubs = [(path, line) for path, line in places if EXERCISES in path.parents]
    if not stubs:
        shell.showtraceback((kind, error, trace), tb_offset=tb_offset)
        return
    path, line = stubs[-1]
    sys.stdout.write(NOT_STARTED.format(file=path.name, line=line, name=path.stem))


class Picture:
    """A drawing in the language of `dot`: a picture where some program can draw it, else text."""

    def __init__(self, source: str) -> None:
        self.source = source
        self._svg = catalog.lesson("exhibits.graph").svg(source) or None

    def _repr_svg_(self) -> str | None:
        svg: str | None = self._svg
        return svg

    def __repr__(self) -> str:
        return self.source


def picture(drawing: Any) -> Picture:
    """Return what `draw_dot` drew, a `Digraph`, as a picture."""
    return Picture(str(drawing.source))
