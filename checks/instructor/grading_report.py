"""How does the grading of a class look when it is done?"""

import shlex
from collections import Counter
from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from checks.instructor.gradebook import Row, Run, Student
from checks.instructor.outcome import Outcome
from checks.instructor.regrading import Change, Regraded, Regrading

PERSON = "needs a person"
ORDER = ("pass", "not yet", "not started", "crashed", "timed out", "blocked", "kit error", PERSON)
SHOWN = 50  # submissions that need a person, on the screen; all are in the gradebook


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
