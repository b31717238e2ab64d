"""Watching: the exercises are checked after every save, for as long as somebody works.

One loop, a tick at a time, answers what happens: a key is pressed, a file was saved, a check is
done. Only the check itself goes on beside it, in a thread.
"""

import gc
import math
import os
import signal
import sys
from collections.abc import Callable, Iterator, Set
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from shutil import get_terminal_size
from time import monotonic, sleep, strftime

from rich.console import Console, Group, RenderableType, detect_legacy_windows
from rich.segment import SegmentLines
from rich.text import Text

from checks import edition
from checks.catalog import exercise
from checks.check import key, session
from checks.check.result import LATER, CheckResult, ExerciseResult, Result
from checks.check.session import Checked
from checks.desk import ladder, screen, terminal
from checks.desk.proof import spaced
from checks.desk.screen import GLYPHS, STYLES, Report
from checks.errors import KitError
from checks.run.worker import Worker, waiting_worker
from checks.submission import EXERCISES, at

TICK_SECONDS = 0.05  # from one look to the next: at the keys, the files and the check that is on
SLOW_SECONDS = 0.25  # by then one wonders whether the save was seen
CLEAR = "\x1b[H\x1b[2J"  # the screen, and nothing of what was there before it
ENDS = ("q", "\x04", "SIGINT", "SIGTERM")  # "\x04" is Ctrl-D
MOST_NEW = 3  # lines; a whole exercise may pass at once
KEYS = {"h": "hint", "d": "details", "r": "again", "l": "list", "q": "quit"}

Files = dict[str, tuple[int, bytes]]


def watch(chosen: tuple[str, ...], *, plain: bool) -> Result | None:
    """Check exercises after every save, until that is ended; return the last Result, if any."""
    key.read()  # what is wrong from the start is said before the terminal is touched
    at(EXERCISES)
    watching = Watching(chosen, has_keys=terminal.has_keys(), plain=plain)
    with terminal.listening(has_keys=watching.has_keys) as heard:
        end = watching.run(heard)
    if end in terminal.SIGNALS:
        signal.raise_signal(signal.Signals[end])  # all is put away: now end as one was told to
    return watching.result


def files() -> Files:
    """Return what the files are now: a save is what makes this differ, however it was done."""
    found = {}
    for path in EXERCISES.glob("*.py"):
        with suppress(OSError):  # deleted this moment, or locked
            if path.is_file():  # reading anything else might not end
                found[path.name] = path.stat().st_mtime_ns, path.read_bytes()
    return found


class Watching:
    """What goes on: what is checked, and what of it is shown."""

    def __init__(self, chosen: tuple[str, ...], *, has_keys: bool, plain: bool) -> None:
        self.chosen, self.has_keys, self.plain = chosen, has_keys, plain
        self.result: Result | None = None  # of the last check that was shown
        self._report: WatchReport | None = None  # none where nothing could be checked
        self._files: Files = {}  # as they were when the last check began
        self._saved: set[str] = set()  # those that were not the same before
        self._pool, self._workers = ThreadPoolExecutor(1), _workers()
        self._checking: Future[Checked] | None = None
        self._slow_at = math.inf  # when to say that it is being checked
        self._content: Callable[[], RenderableType] = Group  # what was shown last
        moves = os.environ.get("TERM") != "dumb" and not detect_legacy_windows()
        self._clears = sys.stdout.isatty() and moves and not plain

    def run(self, heard: Callable[[], list[str]]) -> str:
        """Check at once and after every save, until a key or signal ends it; return that."""
        if not self._clears and not self.has_keys:
            self._write(_footer(self.has_keys))  # once is enough where it stays
        try:
            self.check()
            while True:
                for one in heard():
                    if one in ENDS:
                        return one
                    self._answer(one)
                self._go_on()
                sleep(TICK_SECONDS)
        finally:
            self._end_workers()

    def _answer(self, heard: str) -> None:
        match heard, self._report:
            case "r" | "\r" | "\n", _:
                self.check()
            case "h", WatchReport(following=None):
                self._write(Text("There is no hint left: all that is checked here passes.", "dim"))
            case "h", WatchReport() as report:
                report.hints, report.asked = report.hints + 1, ""
                self._show(report.content)
            case "l" | "d" as key, WatchReport() as report:
                report.asked = "" if report.asked == key else key
                self._show(report.content)
            case "SIGTSTP" | "SIGWINCH" | "\f", _ if self._clears:  # another width, or Ctrl-L
                self._show(self._content)
            case _, WatchReport(asked="d") as report:  # any key
                report.asked = ""
                self._show(report.content)

    def _go_on(self) -> None:
        """Show what is checked, or check what was saved."""
        if self._checking is None:
            if files() != self._files:
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
        before, self._files = self._files, files()
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
        return session.check(at(EXERCISES), self.chosen, prepared=self._workers)

    def _done(self, checking: Future[Checked]) -> None:
        """Show what a check came to; if something was saved meanwhile, check that instead."""
        self._checking = None
        if is_shown := files() == self._files:
            self._tell(checking)
        self._end_workers()
        self._workers = _workers()  # they start while nobody waits for them
        gc.collect()  # nothing else does, and each check leaves something
        if not is_shown:
            self.check()

    def _tell(self, checking: Future[Checked]) -> None:
        now = strftime("%H:%M:%S")
        try:
            checked = checking.result()
        except KitError as error:
            self._report = None
            said = (f"{now}  ", "dim"), (str(error), "bold"), f"\nTo do: {error.fix}"
            self._show(lambda: Text.assemble(*said))
            return
        noted = screen.verdicts_before(checked.result.submission)
        before = noted | (screen.verdicts(self.result) if self.result else {})
        self.result = checked.result
        self._report = WatchReport(
            checked.result,
            before,
            evidence=checked.evidence,
            plain=self.plain,
            saved=self._saved,
            at=now,
            has_keys=self.has_keys,
        )
        self._show(self._report.content)
        screen.note(checked.result)

    def _end_workers(self) -> None:
        for worker in self._workers:
            worker.end()

    def _show(self, content: Callable[[], RenderableType]) -> None:
        """Show as much of a report as fits the terminal, and all if a key asks, or none can."""
        self._content, shown = content, content()
        footer = Group(Text(), _footer(self.has_keys))
        if self._clears and self.has_keys and self._report and not self._report.asked:
            width, height = terminal.width(), get_terminal_size().lines
            rows = height - terminal.text(footer, width).count("\n") - 1
            lines = Console(width=width).render_lines(shown, pad=False)
            if len(lines) > rows:
                rest = Text("d shows the rest", "dim")
                shown = Group(SegmentLines(lines[: max(rows - 1, 1)], new_lines=True), rest)
        sys.stdout.write(CLEAR if self._clears else "\n")
        self._write(shown)
        if self._clears or self.has_keys:
            self._write(footer)

    def _write(self, content: RenderableType) -> None:
        terminal.show(content, plain=self.plain)
        sys.stdout.flush()


@dataclass(eq=False, kw_only=True)
class WatchReport(Report):
    """One Result out of many; what is shown of it changes with the keys."""

    saved: Set[str]  # the names of the files that were saved last
    at: str  # when it was checked, as a clock shows it
    has_keys: bool
    hints: int = 0  # how many of them were asked for
    asked: str = ""  # the key that asks for a list, or for all of it, however long

    @property
    def following(self) -> ExerciseResult | None:
        """Return the exercise that was just worked on, unless it passes; else the next one."""
        for one in self.result.exercises:
            declared = exercise(one.id)
            files = {declared.file, *(f"{name}.py" for name in declared.own)}
            if one.verdict not in ("pass", "blocked") and files & self.saved:
                return one
        return self.result.next

    def content(self) -> RenderableType:
        """Return what was asked for: a list, all, hints, or else what came of the check."""
        self.width, one = terminal.width(), self.following
        if self.asked == "l":
            block = [] if one is None else [Text(), self.block(one, full=True)]
            return Group(self.progress(), *block)
        if self.asked == "d":
            return self.whole()
        if self.hints and one is not None:
            return Group(self.hinted(one), Text(), self.ending())
        if self.gained and one is not None and not (self.is_end and one.verdict == "not started"):
            return Group(self.news(), Text(), self.success(one), *self.new())
        return Group(self.news(), self.ending(), *self.new())

    @property
    def is_end(self) -> bool:
        """Tell whether all that is required passes since the check before."""
        return self.result.is_built and any(one.required for one in self.gained)

    def news(self) -> RenderableType:
        """Return how many checks pass; plain, also what is wrong, each in a line."""
        lines = [*self.problems()] if self.plain else []
        counted = Text.assemble((f"{self.at}  ", "dim"), self.count())
        way = screen.compared(self.gained, self.result.submission)
        return Group(counted, *map(Text, self.result.notes), *lines, *filter(None, [way]))

    def new(self) -> list[Text]:
        """Return the first checks that are new among those that pass; how many, is counted."""
        mark = "New: " if self.plain else f"{GLYPHS['pass']} new  "
        every = (check for one in self.result.exercises for check in one.checks)
        new = [one_line((mark, STYLES["pass"]), one.title) for one in every if self.is_new(one)]
        return new[:MOST_NEW]

    def problems(self) -> Iterator[Text]:
        """Yield a line for each exercise that is wrong, as an editor reads it: place, message."""
        for one in self.result.exercises:
            check = one.worst
            if check and check.where and check.verdict not in LATER:
                words = f"{check.where}: {check.verdict}: {check.message}"
                yield one_line(" ".join(words.split()))

    def success(self, following: ExerciseResult) -> RenderableType:
        """Return what was achieved, and where it goes on; what is wrong there can wait."""
        named = len(self.gained) > 1
        text = Text()
        for one in self.gained:
            name = f"{one.title}: " if named else ""
            text.append(f"{name}{one.passed} of {len(one.checks)} checks pass.\n")
        text.append("\nWith this, all required exercises pass.\n" if self.is_end else "\n")
        text.append("Next: " if following.required else "Next, a stretch goal: ")
        text.append(following.title, "bold")
        if exercise(following.id).stubbed:
            text.append(f", in {self.result.submission}/{exercise(following.id).file}")
        text.append(".\nPress Enter to see what to do there." if self.has_keys else ".")
        return self.panel(f"Done: {' and '.join(one.title for one in self.gained)}", text, "green")

    def hinted(self, one: ExerciseResult) -> RenderableType:
        """Return the hints that were asked for."""
        every = ladder.hints(one)
        shown = min(self.hints, len(every))
        lines = [Text(f"{number}. {hint}") for number, hint in enumerate(every[:shown], 1)]
        more = "h shows the next one." if shown < len(every) else "There are no more."
        title = f"Hint {shown} of {len(every)}"
        return self.panel(title, Group(*lines, Text(), Text(more, "dim")), "cyan")

    def next_thing(self, one: ExerciseResult, check: CheckResult) -> RenderableType:
        """Return a panel with what is wrong first, and its verdict: no list stands above it."""
        inside = spaced(self.detail(one, check), self.to_do(one))
        return self.panel(f"Next: {one.title} ({check.verdict})", inside, STYLES[check.verdict])

    def unsaved(self, _: ExerciseResult) -> None:
        """Ask nothing: what was saved is known here."""

    def to_do(self, one: ExerciseResult) -> Text | None:
        """Return what to do next: there is no command to type while this is on."""
        if self.has_keys or one.verdict == "kit error":  # the keys stand below
            return None
        hint = f"python -m checks hint {screen.opener(one)}"
        return screen.to_type({"A hint": hint, "Again": "save the file"})


def one_line(*parts: str | tuple[str, str]) -> Text:
    """Return a text that is cut where a line ends."""
    return Text.assemble(*parts, no_wrap=True, overflow="ellipsis")


def _footer(has_keys: bool) -> RenderableType:
    """Return what goes on, and what can be done."""
    if not has_keys:
        watching = f"Watching {EXERCISES.name}/: save a file there, and it is checked."
        return Text(f"{watching} Ctrl-C ends this.", "dim")
    keys = Text("   ").join(Text.assemble((key, "bold"), f" {does}") for key, does in KEYS.items())
    gap = "   " if terminal.width() >= 80 else "\n"
    return Text(f"Save in {EXERCISES.name}/ to check.{gap}", "dim").append(keys)


def _workers() -> tuple[Worker, Worker]:
    """Return two, so that the stretch goals keep nobody waiting for what is required."""
    return waiting_worker(), waiting_worker()
