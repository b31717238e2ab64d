"""What a grading and a regrading print when they are done."""

import shlex
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from checks.instructor.gradebook import Gradebook, Outcome, Row, Run
from checks.instructor.regrading import Regrading

PERSON = "needs a person"
ORDER = ("pass", "not yet", "not started", "crashed", "timed out", "blocked", "kit error", PERSON)
SHOWN = 50  # submissions that need a person, on the screen; all are in the gradebook


def verdict(one: Outcome | Row) -> str:
    """Return the word that a submission counts under."""
    return PERSON if one.reason or one.result is None else one.result.verdict


class Summary:
    """What came of a run; `reasons` says of some submissions why they need a person."""

    def __init__(self, book: Gradebook, run: Run) -> None:
        self._run, self._path = run, str(book.path)
        self._counts = Counter[str]()
        self.reasons: list[tuple[str, str]] = []
        for row in book.rows(run.id):
            self._counts[verdict(row)] += 1
            if row.reason:
                self.reasons.append((row.submission, row.reason))
        handed_in = book.hashes()  # in earlier runs, too
        self._absent = [one.name for one in book.students() if one.submission not in handed_in]

    def shown(self) -> RenderableType:
        """Return what to print."""
        counts = Table.grid(padding=(0, 2))
        for name in ORDER:
            if self._counts[name]:
                counts.add_row("", Text(name), Text(str(self._counts[name]), justify="right"))
        parts: list[RenderableType] = [counts, Text()]
        if self.reasons:
            parts += [Text("These need a person:", "bold"), _reasons(self.reasons), Text()]
        if self._absent:
            names = ", ".join(self._absent)
            parts += [Text(f"On the roster, and nothing handed in: {names}"), Text()]
        layers = ", ".join(self._run.isolation) or "none"
        where = Text(f"{self._path} has it all, as run {self._run.id}. Isolation: {layers}.")
        report = f"python -m checks report --gradebook {shlex.quote(self._path)} --to FOLDER"
        return Group(*parts, where, Text(f"As pages: {report}", no_wrap=True, overflow="ignore"))


def regraded(regrading: Regrading) -> RenderableType:
    """Return what would change: who, which check, its verdict, the points."""
    table = Table(box=None, pad_edge=False, show_edge=False)
    for head in ("submission", "check", "was", "is", "points"):
        table.add_column(head, header_style="bold", overflow="fold")
    for one in regrading.found:
        before = one.row.result.points if one.row.result else 0.0
        after = one.now.result.points if one.now.result else before
        points = f"{before:g}" if before == after else f"{before:g} → {after:g}"
        name = one.row.submission
        for what, was, now in _grouped(one.changes()):
            table.add_row(Text(name), Text(what), was or "not asked", now or "not asked", points)
            name = points = ""
    failed = [(one.row.submission, one.now.reason) for one in regrading.found if one.now.reason]
    failed += [(name, "no file of it could be taken in") for name in regrading.without_files]
    words = sum(one.is_other and not one.changes() for one in regrading.found)
    parts: list[RenderableType] = [table, Text()] if table.row_count else []
    if words:
        parts.append(Text(f"{words} with the same verdicts in other words."))
    if failed:
        parts += [Text("Not regraded:", "bold"), _reasons(failed), Text()]
    same = regrading.count - len(regrading.found)
    return Group(*parts, Text(f"Unchanged: {same} of {regrading.count}."))


def _grouped(changes: Mapping[str, tuple[str, str]]) -> Iterator[tuple[str, str, str]]:
    """Yield what changes, and from and to what; checks of one exercise that do alike are one."""
    groups: dict[tuple[str, str, str], list[str]] = {}
    for check, (was, now) in changes.items():
        groups.setdefault((check.partition(".")[0], was, now), []).append(check)
    for (exercise, was, now), alike in groups.items():
        yield alike[0] if len(alike) == 1 else f"{exercise}: {len(alike)} checks", was, now


def _reasons(found: Sequence[tuple[str, str]]) -> RenderableType:
    table = Table.grid(padding=(0, 2))
    for name, reason in found[:SHOWN]:
        table.add_row("", Text(name, overflow="fold"), Text(reason, overflow="fold"))
    if (more := len(found) - SHOWN) > 0:
        table.add_row("", Text(f"... and {more} more"), "")
    return table


def stopped(arguments: Sequence[str]) -> str:
    """Return how to go on with a run that was stopped, by what it was started with."""
    again = shlex.join(["python", "-m", "checks", *arguments])
    if "--resume" not in arguments:
        again += " --resume"
    return f"Stopped. All that was graded is kept; go on with:\n  {again}"


def renewed(names: Sequence[str]) -> str:
    """Return what to know of submissions that were handed in anew since the run graded them."""
    return (
        f"Handed in anew since this run graded them: {', '.join(names)}.\n"
        "Their marks are of what was there before. To grade it: leave out --resume."
    )
