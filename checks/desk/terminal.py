"""What can this terminal show, and how does text get there?"""

import io
import os
import re
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

ASCII_FOR = str.maketrans(
    {"·": "*", "→": "->", "…": "...", "–": "-", "Σ": "sum", "∞": "~", "█": "#", "░": "."}
)
SPACES = re.compile("( {2,})")
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


def text(content: "RenderableType", width: int) -> str:
    """Return what a terminal of some width would show, without colour."""
    from rich.console import Console

    target = Console(file=io.StringIO(), width=width, color_system=None, highlight=False)
    with target.capture() as captured:
        target.print(content)
    return "\n".join(line.rstrip() for line in captured.get().split("\n"))


def write(target: "Console", content: "RenderableType", *, plain: bool) -> None:
    """Print; whatever the stream cannot encode is replaced, never an error."""
    with target.capture() as captured:
        target.print(content, crop=False)  # a command that is to be copied stays whole
    text = "\n".join(line.rstrip() for line in captured.get().split("\n"))
    if plain:
        text = in_ascii(text)
    encoding = sys.stdout.encoding or "utf-8"
    if plain:
        encoding = "ascii"
    sys.stdout.write(text.encode(encoding, "replace").decode(encoding))


def in_ascii(text: str) -> str:
    """Return what was laid out in the letters of ASCII, its columns and borders where they were."""
    return "\n".join("".join(_narrowed(line)) for line in text.split("\n"))


def _narrowed(line: str) -> Iterator[str]:
    """Yield the parts of a line; the spaces behind a longer word give way to it."""
    longer = 0
    for part in SPACES.split(line):
        if SPACES.fullmatch(part):
            given = min(longer, len(part) - 1)
            longer -= given
            yield part[given:]
        else:
            said = part.translate(ASCII_FOR)
            longer += len(said) - len(part)
            yield said
