"""What can this terminal show, and how does text get there?"""

import io
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

NARROWEST = 40  # columns; below it every line would break within words


def is_plain(asked: bool) -> bool:
    """Tell whether to keep to ASCII: because it was asked for, or the stream knows no more."""
    if asked:
        return True
    try:
        "✓✗∞·–█░╭→…Σ".encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return True
    return False


def console(*, plain: bool) -> "Console":
    """Return a console for standard output; no escape code where none is wanted.

    `NO_COLOR` (https://no-color.org) set to anything but the empty string means no colour; rich
    by itself would keep bold and dim.
    """
    from rich.console import Console

    width = max(Console().width, NARROWEST)
    bare = plain or bool(os.environ.get("NO_COLOR")) or not sys.stdout.isatty()
    return Console(
        width=width,
        color_system=None if bare else "auto",
        highlight=False,
        markup=False,
        emoji=False,
        soft_wrap=False,
        legacy_windows=False,
        safe_box=True,
    )


@contextmanager
def progress(*, in_lines: bool = False) -> "Iterator[Callable[[str, int], Callable[[], object]]]":
    """Show a bar for each part of some long work, on standard error if that is a terminal.

    Args:
        in_lines: say there where a part begins, too, if it is no terminal.

    Yields:
        a function that takes the name and length of a part and returns what to call at each step.
    """
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    shown = Console(stderr=True)
    columns = ("{task.description}", BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=shown, disable=not shown.is_terminal) as bars:

        def part(name: str, length: int) -> Callable[[], object]:
            if in_lines and not shown.is_terminal:
                shown.print(f"{name}: {length}", highlight=False)
            task = bars.add_task(name, total=length)
            return lambda: bars.advance(task)

        yield part


def text(content: "RenderableType", width: int) -> str:
    """Return what a terminal of some width would show, without colour."""
    from rich.console import Console

    target = Console(file=io.StringIO(), width=width, color_system=None, highlight=False)
    with target.capture() as captured:
        target.print(content)
    return "\n".join(line.rstrip() for line in captured.get().split("\n"))


def write(target: "Console", content: "RenderableType", *, plain: bool) -> None:
    """Print; whatever the stream cannot encode is replaced, never an error."""
    from checks.desk.screen import in_ascii

    with target.capture() as captured:
        target.print(content)
    text = "\n".join(line.rstrip() for line in captured.get().split("\n"))
    if plain:
        text = in_ascii(text)
    encoding = sys.stdout.encoding or "utf-8"
    if plain:
        encoding = "ascii"
    sys.stdout.write(text.encode(encoding, "replace").decode(encoding))
