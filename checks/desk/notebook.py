"""How does the day's notebook stay up to date, and calm where something is not written yet?"""

import sys
from types import TracebackType
from typing import Any

from checks.lesson.exhibits import graph
from checks.submission import EXERCISES

NOT_STARTED = """\
{file}, line {line}: this is still a stub, so this cell has nothing to show yet.
Write your code there, save the file, and run this cell again.
A hint: python -m checks hint {name}"""


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
    step: TracebackType | None = trace
    stub = None
    while step is not None:
        if step.tb_frame.f_code.co_filename.startswith(str(EXERCISES)):
            stub = step
        step = step.tb_next
    if stub is None:
        shell.showtraceback((kind, error, trace), tb_offset=tb_offset)
        return
    name = stub.tb_frame.f_code.co_filename.rpartition("exercises")[2].strip("\\/")
    exercise = name.removesuffix(".py")
    file = f"exercises/{name}"
    sys.stdout.write(NOT_STARTED.format(file=file, line=stub.tb_lineno, name=exercise) + "\n")


class Picture:
    """A drawing in Graphviz's language: as a picture where there is a Graphviz, else as text."""

    def __init__(self, source: str) -> None:
        self.source = source
        self._svg = graph.svg(source) or None

    def _repr_svg_(self) -> str | None:
        return self._svg

    def __repr__(self) -> str:
        return self.source


def picture(drawing: Any) -> Picture:
    """Return what `draw_dot` drew as a picture; its text where there is no Graphviz.

    Args:
        drawing: a `Digraph` of the package graphviz.
    """
    return Picture(str(drawing.source))
