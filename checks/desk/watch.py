"""Watching: the exercises are checked after every save, for as long as somebody works.

One loop, a tick at a time, answers what happens: a key is pressed, a file was saved, a check is
done. Only the check itself goes on beside it, in a thread.
"""

import gc
import math
import os
import re
import signal
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial
from itertools import islice
from pathlib import Path
from time import monotonic, sleep, strftime
from types import FrameType

from rich.console import Group, RenderableType, detect_legacy_windows
from rich.text import Text

from checks import edition
from checks.check import key, session
from checks.check.result import Result
from checks.check.session import Checked
from checks.desk import screen, terminal
from checks.desk.watch_report import WatchReport, footer, trouble
from checks.errors import KitError
from checks.run.worker import Worker, waiting_worker
from checks.submission import at

TICK_MILLISECONDS = 20
TICKS = 50  # a second: from one look at a folder from which no events come to the next
SLOW_SECONDS = 0.25  # by then one wonders whether the save was seen
CLEAR = "\x1b[H\x1b[2J"  # the screen, and nothing of what was there before it
SEQUENCE = rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|O.|.)?"  # what an arrow or a function key sends
WINDOWS_PREFIXES = ("\0", "\xe0")  # likewise, with one more character behind
SIGNALS = ("SIGINT", "SIGTERM", "SIGTSTP", "SIGWINCH")  # Windows has the first two only
ENDS = ("q", "\x04", "SIGINT", "SIGTERM")  # "\x04" is Ctrl-D

Files = dict[str, tuple[int, bytes]]


def watch(folder: Path, *, plain: bool) -> Result | None:
    """Check a folder after every save and show what comes of it, until that is ended.

    Returns:
        the last Result; None if there was none.

    Raises:
        KitError: if there is nothing to check, or the answer key cannot be used.
    """
    key.read()  # what is wrong from the start is said before the terminal is touched
    watching = Watching(folder, at(folder).name, has_keys=_has_keys(), plain=plain)
    with _listening(watching.has_keys) as heard:
        end = watching.run(heard)
    if end in SIGNALS:
        signal.raise_signal(signal.Signals[end])  # all is put away: now end as one was told to
    return watching.result


def files(folder: Path) -> Files:
    """Return what the files are now: a save is what makes this differ, however it was done."""
    found = {}
    for path in folder.glob("*.py"):
        with suppress(OSError):  # deleted this moment, or locked
            if path.is_file():  # reading anything else might not end
                found[path.name] = path.stat().st_mtime_ns, path.read_bytes()
    return found


def ticks(folder: Path) -> Iterator[bool]:
    """Yield at every tick whether a file may have been saved.

    That is so at once where the system tells of it, and every second anyway. Then, who tells is
    asked anew: it may be another folder by now.
    """
    while True:
        try:
            from watchfiles import watch as changes  # 45 ms, while the first check is on

            told = changes(
                folder,
                watch_filter=None,
                recursive=False,
                step=10,  # milliseconds in which nothing more is written
                debounce=50,  # and the most of them, until a save is told of
                rust_timeout=TICK_MILLISECONDS,
                yield_on_timeout=True,
            )
            for number, events in enumerate(islice(told, TICKS)):
                yield bool(events) or number == 0
        except (ImportError, OSError, RuntimeError):  # no folder, or nothing that could tell of it
            for number in range(TICKS):
                sleep(TICK_MILLISECONDS / 1000)
                yield number == 0


# Keys and signals


def _has_keys() -> bool:
    """Tell whether keys can be read and what is printed is seen: both ends are a terminal."""
    if not (sys.stdin and sys.stdin.isatty() and sys.stdout.isatty()):
        return False
    # in the background (`watch &`) the terminal is the shell's, and touching it would stop us
    try:
        return os.tcgetpgrp(sys.stdin.fileno()) == os.getpgrp()
    except (AttributeError, OSError):  # Windows, or no shell that could have put us there
        return True


@contextmanager
def _listening(has_keys: bool) -> Iterator[Callable[[], list[str]]]:
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
    import msvcrt

    def _without_echo(has_keys: bool) -> Callable[[], object]:
        return lambda: None  # it shows no key that is read so

    def _pressed() -> Iterator[str]:
        while msvcrt.kbhit():
            if (one := msvcrt.getwch()) in WINDOWS_PREFIXES:
                msvcrt.getwch()
            else:
                yield one

else:
    import termios
    import tty
    from select import select

    def _without_echo(has_keys: bool) -> Callable[[], object]:
        """Let keys come at once and unseen; return what makes the terminal what it was."""
        if not has_keys:
            return lambda: None
        before = termios.tcgetattr(sys.stdin)
        tty.setcbreak(sys.stdin, termios.TCSANOW)
        return lambda: termios.tcsetattr(sys.stdin, termios.TCSANOW, before)

    def _pressed() -> Iterator[str]:
        with suppress(OSError):  # the terminal is gone
            if select([sys.stdin], [], [], 0)[0]:
                typed = re.sub(SEQUENCE, b"", os.read(sys.stdin.fileno(), 100))
                yield from typed.decode("utf-8", "replace")


class Watching:
    """What goes on: what is checked, and what of it is shown.

    Attributes:
        result: of the last check that was shown.
    """

    def __init__(self, folder: Path, name: str, *, has_keys: bool, plain: bool) -> None:
        self.folder, self.has_keys, self.plain = folder, has_keys, plain
        self.result: Result | None = None
        self._report: WatchReport | None = None  # none where nothing could be checked
        self._files: Files = {}  # as they were when the last check began
        self._saved: set[str] = set()  # those that were not the same before
        self._pool, self._workers = ThreadPoolExecutor(1), _workers()
        self._checking: Future[Checked] | None = None
        self._slow_at = math.inf  # when to say that it is being checked
        self._content: Callable[[], RenderableType] = Group  # that was shown last
        self._footer = footer(f"{name}/", has_keys=has_keys)
        moves = os.environ.get("TERM") != "dumb" and not detect_legacy_windows()
        self._clears = sys.stdout.isatty() and moves and not plain

    def run(self, heard: Callable[[], list[str]]) -> str:
        """Check at once and after every save, until a key or signal ends it; return that."""
        if not self._clears and not self.has_keys:
            self._write(self._footer)  # once is enough where it stays
        looks = ticks(self.folder)
        try:
            self.check()
            while True:
                for one in heard():
                    if one in ENDS:
                        return one
                    self._answer(one)
                self._go_on(may_be_saved=next(looks))
        finally:
            self._end_workers()

    def _answer(self, heard: str) -> None:
        match heard, self._report:
            case "r" | "\r" | "\n", _:
                self.check()
            case "h", WatchReport(following=None):
                self._write(Text("There is no hint left: all checks pass.", "dim"))
            case "h", WatchReport() as report:
                report.hint()
                self._show(report.content)
            case "l", WatchReport() as report:
                report.is_list = not report.is_list
                self._show(report.content)
            case "SIGTSTP" | "SIGWINCH" | "\f", _ if self._clears:  # another width, or Ctrl-L
                self._show(self._content)

    def _go_on(self, may_be_saved: bool) -> None:
        """Show what is checked, or check what was saved."""
        if self._checking is None:
            if may_be_saved and files(self.folder) != self._files:
                self.check()
        elif self._checking.done():
            self._done(self._checking)
        elif monotonic() >= self._slow_at:
            self._slow_at = math.inf
            self._write(Text("Checking…", "dim"))

    def check(self) -> None:
        """Start a check of what the files are now, unless one is on."""
        if self._checking is not None:
            return
        self._slow_at = monotonic() + SLOW_SECONDS
        before, self._files = self._files, files(self.folder)
        saved = {name for name, one in self._files.items() if one != before.get(name)}
        if before and saved:
            self._saved = saved
        self._checking = self._pool.submit(self._check)

    def _check(self) -> Checked:
        if edition.hash_of(key.asked()) != key.read().scenarios:
            raise KitError(
                "The kit itself has changed since this began.",
                fix="End this with Ctrl-C and begin again: python -m checks watch",
            )
        return session.check(at(self.folder), prepared=self._workers)

    def _done(self, checking: Future[Checked]) -> None:
        """Show what a check came to; if something was saved meanwhile, check that instead."""
        self._checking = None
        if is_shown := files(self.folder) == self._files:
            self._tell(checking)
        self._end_workers()
        self._workers = _workers()  # they start while nobody waits for them
        gc.collect()  # nothing else does, and each check leaves something
        if not is_shown:
            self.check()

    def _tell(self, checking: Future[Checked]) -> None:
        try:
            checked = checking.result()
        except KitError as error:
            self._report = None
            self._show(partial(trouble, error, strftime("%H:%M:%S")))
            return
        before = _verdicts(self.result) if self.result else screen.verdicts_before(checked.result)
        self.result = checked.result
        self._report = WatchReport(
            checked,
            before,
            self._saved,
            strftime("%H:%M:%S"),
            has_keys=self.has_keys,
            plain=self.plain,
        )
        self._show(self._report.content)
        screen.note(checked.result)

    def _end_workers(self) -> None:
        for worker in self._workers:
            worker.end()

    def _show(self, content: Callable[[], RenderableType]) -> None:
        self._content = content
        sys.stdout.write(CLEAR if self._clears else "\n")
        self._write(content())
        if self._clears or self.has_keys:
            self._write(Group(Text(), self._footer))

    def _write(self, content: RenderableType) -> None:
        terminal.show(content, plain=self.plain)
        sys.stdout.flush()


def _workers() -> tuple[Worker, Worker]:
    """Return two, so that the stretch goals keep nobody waiting for what is required."""
    return waiting_worker(), waiting_worker()


def _verdicts(result: Result) -> dict[str, str]:
    return {check.id: check.verdict for one in result.exercises for check in one.checks}
