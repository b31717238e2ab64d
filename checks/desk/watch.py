"""What do the exercises show now? Checks them after every save, for as long as you work."""

import gc
import os
import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from functools import partial
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Event, Thread
from time import strftime

from rich.console import Group, RenderableType, detect_legacy_windows
from rich.text import Text

from checks.check import key, session
from checks.check.evidence import Evidence
from checks.check.result import ExerciseResult, Result
from checks.check.session import Checked
from checks.desk import history, keyboard, ladder, saves, terminal
from checks.desk.watch_report import View, WatchReport, footer, trouble
from checks.errors import KitError
from checks.run.worker import Worker, waiting_worker
from checks.submission import Submission, at

SLOW_SECONDS = 0.25  # by then one wonders whether the save was seen
CLEAR = "\x1b[H\x1b[2J"  # the screen, and nothing of what was there before it

Content = Callable[[int], RenderableType]  # laid out for so many columns


def watch(folder: Path, *, plain: bool) -> Result | None:
    """Check a folder after every save and show what comes of it, until that is ended.

    Returns:
        the last Result; None if there was none.

    Raises:
        KitError: if there is nothing to check, or the answer key cannot be used.
    """
    key.read()  # what is wrong from the start is said before the terminal is touched
    watching = Watching(folder, Screen(at(folder).name, plain=plain))
    with _told_to_end(partial(watching.tell, watching.end)) as told:
        watching.run()
    if told:
        signal.raise_signal(told[0])  # all is put away: now end as one was told to
    return watching.result


class Screen:
    """What is shown: on a terminal a page at a time, in a pipe one after the other."""

    def __init__(self, name: str, *, plain: bool) -> None:
        self.name, self.plain = name, plain
        self.has_keys = keyboard.is_there()
        moves = os.environ.get("TERM") != "dumb" and not detect_legacy_windows()
        self.clears = sys.stdout.isatty() and moves and not plain
        self.content: Content | None = None
        if not self.clears and not self.has_keys:
            self.write(self.footer)  # once is enough where it stays

    def show(self, content: Content) -> None:
        self.content = content
        sys.stdout.write(CLEAR if self.clears else "\n")
        self.write(content)
        if self.clears or self.has_keys:
            self.write(lambda width: Group(Text(), self.footer(width)))

    def footer(self, _: int) -> RenderableType:
        return footer(f"{self.name}/", has_keys=self.has_keys)

    def redraw(self) -> None:
        """Show the same once more: the terminal may have another width now."""
        if self.clears and self.content is not None:
            self.show(self.content)

    def say(self, words: str) -> None:
        """Add a line to what is shown."""
        self.write(lambda _: Text(words, "dim"))

    def write(self, content: Content) -> None:
        terminal.show(content(terminal.width()), plain=self.plain)
        sys.stdout.flush()


class Watching:
    """One process that stays, with fresh workers for each check.

    Whatever happens (a save, a key, the end of a check) is put down by the thread that notices it,
    as a function to call, and called by the main thread, one at a time.

    Attributes:
        result: of the last check that was shown.
    """

    def __init__(self, folder: Path, screen: Screen) -> None:
        self.folder, self.screen = folder, screen
        self.result: Result | None = None
        self._view: View | None = None
        self._happened: SimpleQueue[Callable[[], object]] = SimpleQueue()
        self.tell = self._happened.put  # the one thing that may be called at any time, anywhere
        self._over = Event()
        self._workers = _workers()
        self._files: saves.Files = {}  # as they were when the last check began
        self._saved: frozenset[str] = frozenset()  # those that were not the same before
        self._is_checking = self._is_acknowledged = False
        self._keys: Mapping[str, Callable[[], object]] = {
            **dict.fromkeys(("r", *keyboard.ENTER), self.again),
            **dict.fromkeys(("q", keyboard.END), self.end),
            "h": self.hint,
            "l": self.list,
            keyboard.REDRAW: self.screen.redraw,
        }

    def run(self) -> None:
        """Check, wait for what happens, check again."""
        saved = partial(self.tell, self.look)
        looking = Thread(target=saves.look_out, args=(self.folder, saved, self._over), daemon=True)
        keys = keyboard.listening(self._heard) if self.screen.has_keys else nullcontext()
        try:
            with keys:
                looking.start()
                self.check()
                while not self._over.is_set():
                    self._next()
        finally:
            self._over.set()
            self._end_workers()
            if looking.is_alive():
                looking.join(saves.LOOK_SECONDS)

    def _next(self) -> None:
        """Do what is next; say so if a check takes its time."""
        try:
            step = self._happened.get(timeout=SLOW_SECONDS)
        except Empty:
            if self._is_checking and not self._is_acknowledged:
                self._is_acknowledged = True
                self.screen.say("Checking…")
        else:
            step()

    def end(self) -> None:
        self._over.set()

    # Checking

    def look(self) -> None:
        """Check if a file is not what it was when the last check began."""
        if not self._is_checking and saves.files(self.folder) != self._files:
            self.check()

    def again(self) -> None:
        if not self._is_checking:
            self.check()

    def check(self) -> None:
        """Start a check of what the files are now; keys are heard meanwhile."""
        self._is_checking, self._is_acknowledged = True, False
        before, self._files = self._files, saves.files(self.folder)
        if before and (saved := saves.changed(before, self._files)):
            self._saved = saved
        Thread(target=self._check, daemon=True).start()

    def _check(self) -> None:
        outcome: Checked | BaseException
        try:
            outcome = session.check(self._submission(), prepared=self._workers)
        except BaseException as error:  # it belongs to the main thread
            outcome = error
        self.tell(partial(self.checked, outcome))

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

    def checked(self, outcome: Checked | BaseException) -> None:
        """Show what a check came to, unless it is out of date; prepare for the next one."""
        self._is_checking = False
        self._end_workers()
        if saves.files(self.folder) != self._files:
            self._workers = _workers()  # what was saved meanwhile is not what was checked
            self.check()
            return
        if isinstance(outcome, Checked):
            self._show_result(outcome.result, outcome.evidence)
        elif isinstance(outcome, KitError):
            self._show_trouble(outcome)
        else:
            raise outcome
        self._workers = _workers()  # they start while nobody waits for them
        _tidy()

    def _end_workers(self) -> None:
        for worker in self._workers:
            worker.end()

    # Showing

    def _show_result(self, result: Result, evidence: Evidence) -> None:
        gained, self.result = _gained(self.result, result), result
        before, clock = history.before(result), strftime("%H:%M:%S")
        self._show(View(result, evidence, before, gained, self._saved, clock))
        history.note(result)

    def _show(self, view: View) -> None:
        self._view = view
        options = {"has_keys": self.screen.has_keys, "plain": self.screen.plain}
        self.screen.show(lambda width: WatchReport(view, width=width, **options).content())

    def _show_trouble(self, error: KitError) -> None:
        self._view, clock = None, strftime("%H:%M:%S")
        self.screen.show(lambda _: trouble(error, clock))

    def hint(self) -> None:
        """Show one more hint for what is next, beneath it."""
        if self._view is not None and self._view.following is not None:
            self._show(self._view.hinted(ladder.hints(self._view.following)))
        elif self._view is not None:
            self.screen.say("There is no hint left: all checks pass.")

    def list(self) -> None:
        """Show how far everything is, or from there again what is next."""
        if self._view is not None:
            self._show(self._view.listed())

    def _heard(self, pressed: str) -> None:
        if (does := self._keys.get(pressed.lower())) is not None:
            self.tell(does)


def _workers() -> tuple[Worker, Worker]:
    """Return two, so that the stretch goals keep nobody waiting for what is required."""
    return waiting_worker(), waiting_worker()


def _gained(before: Result | None, now: Result) -> tuple[ExerciseResult, ...]:
    """Return the exercises that pass since a result; none if another has ceased to."""
    if before is None:
        return ()
    passed = {one.id for one in before.exercises if one.verdict == "pass"}
    passes = {one.id for one in now.exercises if one.verdict == "pass"}
    if passed - passes:
        return ()
    return tuple(one for one in now.exercises if one.id in passes - passed)


def _tidy() -> None:
    """Collect what the check left behind; what was there before it is not looked at again."""
    gc.collect()
    if not gc.get_freeze_count():
        gc.freeze()


@contextmanager
def _told_to_end(end: Callable[[], object]) -> Iterator[list[signal.Signals]]:
    """Turn Ctrl-C and SIGTERM into an end in good order; yields which of them it was, if any."""
    told: list[signal.Signals] = []
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}

    def handle(number: int, _: object) -> None:
        signal.signal(number, before[signal.Signals(number)])  # a second one is not put off
        told.append(signal.Signals(number))
        end()

    for number in before:
        signal.signal(number, handle)
    try:
        yield told
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
