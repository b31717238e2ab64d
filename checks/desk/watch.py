"""Watching: the exercises are checked after every save, for as long as somebody works."""

import gc
import os
import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from stat import S_ISREG
from time import monotonic, sleep, strftime

from rich.console import Group, RenderableType, detect_legacy_windows
from rich.text import Text

from checks.check import key, session
from checks.check.result import ExerciseResult, Result
from checks.check.session import Checked
from checks.desk import history, keyboard, ladder, terminal
from checks.desk.watch_report import WatchReport, footer, trouble
from checks.errors import KitError
from checks.run.worker import Worker, waiting_worker
from checks.submission import Submission, at

# A save is told after one STEP in which nothing more was written, and at the latest after DEBOUNCE.
STEP_MILLISECONDS, DEBOUNCE_MILLISECONDS = 10, 50
TICK_SECONDS = 0.02  # from one look at the keys to the next
LOOK_SECONDS = 1.0  # for a folder of another machine, from which no events come
SLOW_SECONDS = 0.25  # by then one wonders whether the save was seen
MOST_BYTES = 1 << 20  # of a file, to see whether it is another one
CLEAR = "\x1b[H\x1b[2J"  # the screen, and nothing of what was there before it

Content = Callable[[int], RenderableType]  # laid out for so many columns
Files = Mapping[str, tuple[int, int, bytes]]


def watch(folder: Path, *, plain: bool) -> Result | None:
    """Check a folder after every save and show what comes of it, until that is ended.

    Returns:
        the last Result; None if there was none.

    Raises:
        KitError: if there is nothing to check, or the answer key cannot be used.
    """
    key.read()  # what is wrong from the start is said before the terminal is touched
    watching = Watching(folder, Screen(at(folder).name, plain=plain))
    with _told_to_end() as told, keyboard.keys() as pressed:
        watching.run(pressed, told)
    if told:
        signal.raise_signal(told[0])  # all is put away: now end as one was told to
    return watching.result


def files(folder: Path) -> Files:
    """Return what the files are now: a save is what makes this differ, however it was done."""
    found = {}
    for path in sorted(folder.glob("*.py")):
        with suppress(OSError):  # deleted this moment, or locked
            status = path.stat()
            if S_ISREG(status.st_mode):  # reading anything else might not end
                with path.open("rb") as file:
                    text = file.read(MOST_BYTES)
                found[path.name] = (status.st_mtime_ns, status.st_size, text)
    return found


def ticks(folder: Path) -> Iterator[bool]:
    """Yield at every tick whether a file may have been saved.

    That is so at once where the system says so, else now and then.
    """
    looked = monotonic()
    for is_told in _events(folder):
        is_due = is_told or monotonic() - looked >= LOOK_SECONDS
        if is_due:
            looked = monotonic()
        yield is_due


def _events(folder: Path) -> Iterator[bool]:
    """Yield at every tick whether the system says that something in a folder has changed."""
    while True:
        try:
            from watchfiles import watch as changes  # 45 ms, while the first check is on

            known = folder.stat().st_ino
            for events in changes(
                folder,
                watch_filter=None,
                step=STEP_MILLISECONDS,
                debounce=DEBOUNCE_MILLISECONDS,
                rust_timeout=round(TICK_SECONDS * 1000),
                yield_on_timeout=True,
                recursive=False,
            ):
                yield bool(events)
                if folder.stat().st_ino != known or any(path == str(folder) for _, path in events):
                    break  # it is another folder now, of which this one would hear nothing
        except (ImportError, OSError, RuntimeError):  # no folder, or nothing that could tell of it
            for _ in range(round(LOOK_SECONDS / TICK_SECONDS)):
                sleep(TICK_SECONDS)
                yield False


class Screen:
    """What is shown: on a terminal a page at a time, in a pipe one after the other."""

    def __init__(self, name: str, *, plain: bool) -> None:
        self.name, self.plain = name, plain
        self.has_keys = keyboard.is_there()
        moves = os.environ.get("TERM") != "dumb" and not detect_legacy_windows()
        self.clears = sys.stdout.isatty() and moves and not plain
        self.content: Content | None = None
        if not self.clears and not self.has_keys:
            self.write(self.footer())  # once is enough where it stays

    def show(self, content: Content) -> None:
        self.content = content
        sys.stdout.write(CLEAR if self.clears else "\n")
        self.write(content(terminal.width()))
        if self.clears or self.has_keys:
            self.write(Group(Text(), self.footer()))

    def footer(self) -> RenderableType:
        return footer(f"{self.name}/", has_keys=self.has_keys)

    def redraw(self) -> None:
        """Show the same once more: the terminal may have another width now."""
        if self.clears and self.content is not None:
            self.show(self.content)

    def write(self, content: RenderableType) -> None:
        terminal.show(content, plain=self.plain)
        sys.stdout.flush()

    def say(self, words: str) -> None:
        """Add a line to what is shown."""
        self.write(Text(words, "dim"))


class Watching:
    """One process that stays, with fresh workers for each check.

    A check goes on in a thread of its own; all else happens in the main one, a tick at a time.

    Attributes:
        result: of the last check that was shown.
    """

    def __init__(self, folder: Path, screen: Screen) -> None:
        self.folder, self.screen = folder, screen
        self.result: Result | None = None
        self._report: WatchReport | None = None
        self._pool = ThreadPoolExecutor(1)
        self._workers = _workers()
        self._files: Files = {}  # as they were when the last check began
        self._saved: frozenset[str] = frozenset()  # those that were not the same before
        self._checking: Future[Checked] | None = None
        self._began, self._is_acknowledged, self._is_over = 0.0, False, False
        self._keys: Mapping[str, Callable[[], object]] = {
            **dict.fromkeys(("r", "\r", "\n"), self.check),
            **dict.fromkeys(("q", "\x04"), self.end),  # Ctrl-D
            "h": self.hint,
            "l": self.list,
            keyboard.REDRAW: screen.redraw,
        }

    def run(self, pressed: keyboard.Keys, told: list[signal.Signals]) -> None:
        """Check, and again after every save and on demand, until that is ended."""
        try:
            self.check()
            for is_due in ticks(self.folder):
                for pressed_key in pressed().lower():
                    self._keys.get(pressed_key, lambda: None)()
                if self._is_over or told:
                    return
                self._step(is_due)
        finally:
            self._end_workers()

    def end(self) -> None:
        self._is_over = True

    def _step(self, is_due: bool) -> None:
        """Do what is next: show what is checked, or check what was saved."""
        if self._checking is None:
            if is_due and files(self.folder) != self._files:
                self.check()
        elif self._checking.done():
            self.checked(self._checking)
        elif not self._is_acknowledged and monotonic() - self._began >= SLOW_SECONDS:
            self._is_acknowledged = True
            self.screen.say("Checking…")

    # Checking

    def check(self) -> None:
        """Start a check of what the files are now, unless one is on."""
        if self._checking is not None:
            return
        self._began, self._is_acknowledged = monotonic(), False
        before, self._files = self._files, files(self.folder)
        saved = {name for name, one in self._files.items() if one != before.get(name)}
        if before and saved:
            self._saved = frozenset(saved)
        self._checking = self._pool.submit(self._check)

    def _check(self) -> Checked:
        return session.check(self._submission(), prepared=self._workers)

    def _submission(self) -> Submission:
        if not self._files:
            raise KitError(
                f"There is no exercise in {self.screen.name}/ any more.",
                fix="Put the files back: they are checked as soon as they are there.",
            )
        if key.hash_of(key.asked()) != key.read().scenarios:
            raise KitError(
                "The kit itself has changed since this began.",
                fix="End this with Ctrl-C and begin again: python -m checks watch",
            )
        return at(self.folder)

    def checked(self, checking: Future[Checked]) -> None:
        """Show what a check came to, unless it is out of date; prepare for the next one."""
        self._checking = None
        self._end_workers()
        if files(self.folder) != self._files:
            self._workers = _workers()  # what was saved meanwhile is not what was checked
            self.check()
            return
        try:
            self._show_result(checking.result())
        except KitError as error:
            self._report, clock, words = None, strftime("%H:%M:%S"), error
            self.screen.show(lambda _: trouble(words, clock))
        self._workers = _workers()  # they start while nobody waits for them
        _tidy()

    def _end_workers(self) -> None:
        for worker in self._workers:
            worker.end()

    # Showing

    def _show_result(self, checked: Checked) -> None:
        result = checked.result
        gained, self.result = _gained(self.result, result), result
        self._report = WatchReport(
            checked,
            history.before(result),
            gained,
            self._saved,
            strftime("%H:%M:%S"),
            has_keys=self.screen.has_keys,
            plain=self.screen.plain,
        )
        self.screen.show(self._report.content)
        history.note(result)

    def hint(self) -> None:
        """Show one more hint for what is next, beneath it."""
        if self._report is None:
            return
        if self._report.following is None:
            self.screen.say("There is no hint left: all checks pass.")
            return
        self._report.hint(ladder.hints(self._report.following))
        self.screen.show(self._report.content)

    def list(self) -> None:
        """Show how far everything is, or from there again what is next."""
        if self._report is not None:
            self._report.is_list = not self._report.is_list
            self.screen.show(self._report.content)


def _workers() -> tuple[Worker, Worker]:
    """Return two, so that the stretch goals keep nobody waiting for what is required."""
    return waiting_worker(), waiting_worker()


def _gained(before: Result | None, now: Result) -> tuple[ExerciseResult, ...]:
    """Return the exercises that pass since a result; none if another has ceased to."""
    if before is None:
        return ()
    passed = {one.id for one in before.exercises if one.verdict == "pass"}
    passes = {one.id for one in now.exercises if one.verdict == "pass"}
    return tuple(one for one in now.exercises if one.id in passes - passed and passed <= passes)


def _tidy() -> None:
    """Collect what the check left behind; what was there before it is not looked at again."""
    gc.collect()
    if not gc.get_freeze_count():
        gc.freeze()


@contextmanager
def _told_to_end() -> Iterator[list[signal.Signals]]:
    """Turn Ctrl-C and SIGTERM into an end in good order; yields which of them it was, if any."""
    told: list[signal.Signals] = []
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}

    def handle(number: int, _: object) -> None:
        signal.signal(number, before[signal.Signals(number)])  # a second one is not put off
        told.append(signal.Signals(number))

    for number in before:
        signal.signal(number, handle)
    try:
        yield told
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
