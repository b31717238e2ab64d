"""The terminal: what it can show, how text gets there, what is asked, which keys are pressed.

And how far long work is, on standard error.
"""

import io
import os
import re
import signal
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from shutil import get_terminal_size
from textwrap import TextWrapper
from time import monotonic
from types import FrameType
from typing import TYPE_CHECKING, TextIO

from checks.errors import KitError

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.progress import Progress as Bars

ASCII_FOR = str.maketrans(
    {"·": "*", "→": "->", "…": "...", "–": "-", "Σ": "sum", "∞": "~", "█": "#", "░": "."}
)
NARROWEST = 40  # columns; below it every line would break within words
SIGNALS = ("SIGINT", "SIGTERM", "SIGTSTP", "SIGWINCH")  # Windows has the first two only
SEQUENCE = rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|O.|.)?"  # what an arrow or a function key sends
WINDOWS_PREFIXES = ("\0", "\xe0")  # likewise, with one more character behind
LINE_SECONDS = 10.0  # between two lines that say how far work is, where there is no terminal

Step = Callable[..., object]
Progress = Callable[[str, int], Step]


def is_plain(asked: bool = False) -> bool:
    """Tell whether to keep to lines of ASCII that can be read aloud.

    It was asked for, here or for all programs, or the stream knows no more.
    """
    try:
        "✓✗∞·–█░╭→…Σ".encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return True
    return asked or os.environ.get("ACCESSIBLE", "0") not in ("", "0")


def width() -> int:
    """Return how many columns there are, and never fewer than can be read."""
    from rich.console import Console

    return max(Console().width, NARROWEST)


def has_colour(*, plain: bool = False) -> bool:
    """Tell whether escape codes are wanted.

    `NO_COLOR` (https://no-color.org) set to anything but the empty string means none; rich by
    itself would keep bold and dim.
    """
    is_dumb = os.environ.get("TERM") in ("dumb", "unknown")
    return not plain and not os.environ.get("NO_COLOR") and not is_dumb and sys.stdout.isatty()


def show(content: "RenderableType", *, plain: bool = False) -> None:
    """Print; whatever the stream cannot encode is replaced, never an error."""
    plain = is_plain(plain)
    shown = text(content, width(), colour=has_colour(plain=plain))
    if plain:
        shown = shown.translate(ASCII_FOR)
    encoding = sys.stdout.encoding or "utf-8"
    sys.stdout.write(shown.encode(encoding, "replace").decode(encoding))


def say(text: str, stream: TextIO | None = None) -> None:
    """Print; where people read it, no line ends within a word, or within a command."""
    out = stream or sys.stdout
    if out.isatty():
        whole = re.sub(r"python -m [^.,;\n]*", lambda found: found[0].replace(" ", "\xa0"), text)
        columns = max(get_terminal_size().columns, NARROWEST)
        wrapper = TextWrapper(columns, break_long_words=False, break_on_hyphens=False)
        text = "\n".join(map(wrapper.fill, whole.split("\n"))).replace("\xa0", " ")
    print(text, file=out)


def text(content: "RenderableType", columns: int, *, colour: bool = False) -> str:
    """Return what a terminal of some width would show."""
    from rich.console import Console

    console = Console(
        file=None if colour else io.StringIO(),
        width=columns,
        color_system="auto" if colour else None,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
        force_jupyter=False,  # a notebook would show what is only to be returned
    )
    with console.capture() as captured:
        console.print(content, crop=False)  # a command that is to be copied stays whole
    return "\n".join(line.rstrip() for line in captured.get().split("\n"))


def is_interactive() -> bool:
    """Tell whether somebody can be asked."""
    return bool(sys.stdin and sys.stdin.isatty() and sys.stdout.isatty())


def accepts(question: str, *, is_said: bool) -> bool:
    """Tell whether what was shown is kept: an option says so, or whoever can be asked."""
    with suppress(EOFError):  # the end of input means no, as nothing does
        if is_said or (is_interactive() and input(f"{question} [y/N] ").lower() in ("y", "yes")):
            return True
    sys.stdout.write("Nothing is kept. To keep it: the same command with --accept\n")
    return False


def passphrase(*, twice: bool = False) -> str:
    """Ask for a passphrase; without a terminal, read it from standard input."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().strip()
    from getpass import getpass

    found = getpass("Passphrase of the sealed solutions: ")
    if twice and getpass("Once more: ") != found:
        raise KitError("The two are not the same.", fix="Run the command again.")
    return found


# How far long work is


class View:
    """Shows how far long work is, by a bar on a terminal, elsewhere by a line now and then.

    `part` is the `Progress` that work is given: it begins a part with its name and length, and
    calls what comes back at each step, with the verdict that the step came to if there is one.
    """

    def __init__(self, bars: "Bars") -> None:
        self._bars, self._has_bars = bars, bars.console.is_terminal

    def part(self, name: str, length: int) -> Step:
        task, found = self._bars.add_task(name, total=length, said=""), Counter[str]()
        began = told = monotonic()
        if not self._has_bars:
            self.say(f"{name}: {length}")

        def step(verdict: str = "") -> None:
            nonlocal told
            found[verdict] += 1
            now, done = monotonic(), found.total()
            rate = done / max(now - began, 1e-6)
            left = f", {(length - done) / rate:.0f} s left" if done < length else ""
            verdicts = ", ".join(f"{count} {one}" for one, count in found.items() if one)
            said = f"{rate:.1f}/s{left}" + (f": {verdicts}" if verdicts else "")
            self._bars.update(task, advance=1, said=said)
            if not self._has_bars and now - told >= LINE_SECONDS:
                told = now
                self.say(f"{name}: {done} of {length}, {said}")

        return step

    def say(self, text: str) -> None:
        """Show a line of its own."""
        self._bars.console.print(text, soft_wrap=True)


@contextmanager
def progress() -> Iterator[View]:
    """Yield what shows the work for as long as it goes on."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
    from rich.progress import Progress as Bars
    from rich.table import Column

    console = Console(stderr=True, highlight=False, markup=False)
    rest = Column(ratio=1, no_wrap=True)  # what else there is room for
    bars = Bars(
        TextColumn("{task.description}"),
        BarColumn(bar_width=min(24, console.width // 6)),
        MofNCompleteColumn(),
        TextColumn("{task.fields[said]}", style="dim", table_column=rest),
        console=console,
        expand=True,
    )
    with bars if console.is_terminal else nullcontext():
        yield View(bars)


# Keys and signals


def has_keys() -> bool:
    """Tell whether keys can be read and what is printed is seen: both ends are a terminal."""
    if not is_interactive():
        return False
    # in the background (`watch &`) the terminal is the shell's, and touching it would stop us
    try:
        return os.tcgetpgrp(sys.stdin.fileno()) == os.getpgrp()
    except (AttributeError, OSError):  # Windows, or no shell that could have put us there
        return True


@contextmanager
def listening(*, has_keys: bool) -> Iterator[Callable[[], list[str]]]:
    """Yield what returns the signals and keys since its last call; then all is as it was."""
    noted: list[str] = []

    def note(number: int, _: FrameType | None) -> None:
        noted.append(signal.Signals(number).name)

    def heard() -> list[str]:
        found = [noted.pop(0) for _ in noted[:]]
        if "SIGTSTP" in found:  # Ctrl-Z
            restore()
            signal.signal(signal.Signals["SIGTSTP"], signal.SIG_DFL)
            signal.raise_signal(signal.Signals["SIGTSTP"])  # it is here that all stands still
            signal.signal(signal.Signals["SIGTSTP"], note)
            _without_echo(has_keys)
        return found + [key.lower() for key in (_pressed() if has_keys else "")]

    numbers = [getattr(signal, name) for name in SIGNALS if hasattr(signal, name)]
    before = {number: signal.signal(number, note) for number in numbers}
    restore = _without_echo(has_keys)
    try:
        yield heard
    finally:
        restore()
        for number, handler in before.items():
            signal.signal(number, handler)


if sys.platform == "win32":

    def _without_echo(has_keys: bool) -> Callable[[], object]:
        return lambda: None  # it shows no key that is read so

    def _pressed() -> Iterator[str]:
        import msvcrt

        while msvcrt.kbhit():
            if (one := msvcrt.getwch()) in WINDOWS_PREFIXES:
                msvcrt.getwch()
            else:
                yield one

else:

    def _without_echo(has_keys: bool) -> Callable[[], object]:
        """Let keys come at once and unseen; return what makes the terminal what it was."""
        if not has_keys:
            return lambda: None
        import termios
        import tty

        before = termios.tcgetattr(sys.stdin)
        tty.setcbreak(sys.stdin, termios.TCSANOW)
        return lambda: termios.tcsetattr(sys.stdin, termios.TCSANOW, before)

    def _pressed() -> Iterator[str]:
        from select import select

        with suppress(OSError):  # the terminal is gone
            if select([sys.stdin], [], [], 0)[0]:
                typed = re.sub(SEQUENCE, b"", os.read(sys.stdin.fileno(), 100))
                yield from typed.decode("utf-8", "replace")
