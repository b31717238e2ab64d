"""How does the grading of a class look: while it goes on, and when it is done?"""

import shlex
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from time import monotonic
from typing import Protocol

from rich.console import Console, Group, RenderableType
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.table import Table
from rich.text import Text

from checks.classroom.gradebook import Row, Run, Student
from checks.classroom.outcome import Outcome
from checks.classroom.regrading import Change, Regraded, Regrading

PERSON = "needs a person"
ORDER = ("pass", "not yet", "not started", "crashed", "timed out", "blocked", "kit error", PERSON)
LINE_SECONDS = 10.0  # between two lines where there is no terminal
SHOWN = 50  # submissions that need a person, on the screen; all are in the gradebook


class Step(Protocol):
    """Notes that one more is done."""

    def __call__(self, verdict: str = "") -> None: ...


class View(Protocol):
    """Shows how far the work is."""

    def part(self, name: str, length: int) -> "Step":
        """Begin a part of it; return what to call at each step, with its verdict if it has one."""

    def say(self, text: str) -> None:
        """Show a line of its own."""


@contextmanager
def view() -> Iterator[View]:
    """Return a bar on standard error if that is a terminal, and a line now and then if not."""
    console = Console(stderr=True, highlight=False, markup=False)
    if not console.is_terminal:
        yield _Lines()
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        _Rate(),
        TimeRemainingColumn(compact=True),
        TextColumn("{task.fields[verdicts]}", style="dim"),
    )
    with Progress(*columns, console=console, expand=False) as bars:
        yield _Bars(bars)


class _Rate(ProgressColumn):
    def render(self, task: Task) -> Text:
        speed = task.finished_speed or task.speed
        return Text(f"{speed:.1f}/s" if speed else "", "dim")


class _Bars:
    def __init__(self, bars: Progress) -> None:
        self._bars, self._found = bars, Counter[str]()

    def part(self, name: str, length: int) -> "Step":
        task = self._bars.add_task(name, total=length, verdicts="")

        def step(verdict: str = "") -> None:
            self._found[verdict] += bool(verdict)
            self._bars.update(task, advance=1, verdicts=_counted(self._found))

        return step

    def say(self, text: str) -> None:
        self._bars.console.print(Text(text))


class _Lines:
    def part(self, name: str, length: int) -> Step:
        found, began = Counter[str](), monotonic()
        done, told = 0, began
        self.say(f"{name}: {length}")

        def step(verdict: str = "") -> None:
            nonlocal done, told
            found[verdict] += bool(verdict)
            done += 1
            now = monotonic()
            if now - told < LINE_SECONDS:
                return
            told, rate = now, done / (now - began)
            verdicts = f": {_counted(found)}" if found.total() else ""
            left = f"{(length - done) / rate:.0f} s left"
            self.say(f"{name}: {done} of {length}, {rate:.1f}/s, {left}{verdicts}")

        return step

    def say(self, text: str) -> None:
        sys.stderr.write(f"{text}\n")
        sys.stderr.flush()


def _counted(found: Counter[str]) -> str:
    return ", ".join(f"{found[name]} {name}" for name in ORDER if found[name])


def verdict(outcome: Outcome) -> str:
    """Return the word that an outcome counts under."""
    return PERSON if outcome.reason or outcome.result is None else outcome.result.verdict


def regraded(regrading: Regrading) -> RenderableType:
    """Return what would change: who, which check, its verdict, the points."""
    table = Table(box=None, pad_edge=False, show_edge=False)
    for head in ("submission", "check", "was", "is", "points"):
        table.add_column(head, header_style="bold", overflow="fold")
    for one in regrading.found:
        name, points = one.row.submission, _points(one)
        for what, change in _grouped(one.changes):
            after = change.after or "not asked"
            note = "" if change.is_taken else " (not taken)"
            before = change.before or "not asked"
            table.add_row(Text(name), Text(what), before, f"{after}{note}", points)
            name = points = ""
    failed = [(one.row.submission, one.reason) for one in regrading.found if one.reason]
    unread = [(name, "no file of it could be taken in") for name in regrading.without_files]
    words = sum(not one.changes and one.is_other for one in regrading.found)
    parts: list[RenderableType] = [table, Text()] if table.row_count else []
    if words:
        parts.append(Text(f"{words} with the same verdicts in other words."))
    if failed or unread:
        parts += [Text("Not regraded:", "bold"), _reasons([*failed, *unread]), Text()]
    same = regrading.count - len(regrading.found)
    return Group(*parts, Text(f"Unchanged: {same} of {regrading.count}."))


def _grouped(changes: Sequence[Change]) -> Iterator[tuple[str, Change]]:
    """Yield each change with what it is about; several of one exercise that are alike are one."""
    groups: dict[tuple[str, str, str, bool], list[Change]] = {}
    for one in changes:
        exercise = one.check.partition(".")[0]
        groups.setdefault((exercise, one.before, one.after, one.is_taken), []).append(one)
    for (exercise, *_), alike in groups.items():
        what = alike[0].check if len(alike) == 1 else f"{exercise}: {len(alike)} checks"
        yield what, alike[0]


def _points(one: Regraded) -> str:
    before = one.row.result.points if one.row.result else 0.0
    after = one.result.points if one.result else before
    return f"{before:g}" if before == after else f"{before:g} → {after:g}"


class Summary:
    """What came of a run; made from its rows, one after the other."""

    def __init__(self, rows: Iterator[Row], students: list[Student], handed_in: set[str]) -> None:
        """Count a run.

        Args:
            handed_in: the names of all submissions in the gradebook, of earlier runs, too.
        """
        self.found = Counter[str]()
        self.reasons: list[tuple[str, str]] = []
        for row in rows:
            self.found[PERSON if row.reason else row.result.verdict if row.result else ""] += 1
            if row.reason:
                self.reasons.append((row.submission, row.reason))
        self.absent = [one.name for one in students if one.submission not in handed_in]

    def whole(self, run: Run, path: str) -> RenderableType:
        """Return what to print when a run is done."""
        counts = Table.grid(padding=(0, 2))
        for name in ORDER:
            if self.found[name]:
                counts.add_row("", Text(name), Text(str(self.found[name]), justify="right"))
        layers = ", ".join(run.isolation) or "none"
        where = f"{path} has it all, as run {run.id}. Isolation: {layers}."
        parts: list[RenderableType] = [counts, Text()]
        if self.reasons:
            parts += [Text("These need a person:", "bold"), _reasons(self.reasons), Text()]
        if self.absent:
            names = ", ".join(self.absent)
            parts += [Text(f"On the roster, and nothing handed in: {names}"), Text()]
        pages = f"As pages: python -m checks report --gradebook {shlex.quote(path)} --to FOLDER"
        return Group(*parts, Text(where), Text(pages, no_wrap=True, overflow="ignore"))


def _reasons(found: Sequence[tuple[str, str]]) -> RenderableType:
    table = Table.grid(padding=(0, 2))
    for name, reason in found[:SHOWN]:
        table.add_row("", Text(name, overflow="fold"), Text(reason, overflow="fold"))
    if (more := len(found) - SHOWN) > 0:
        table.add_row("", Text(f"... and {more} more"), "")
    return table
