"""What a grading and a regrading print when they are done."""

import shlex
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from checks.instructor.gradebook import Gradebook, Outcome, Row, Run
from checks.instructor.regrading import Regraded

PERSON = "needs a person"
ORDER = ("pass", "not yet", "not started", "crashed", "timed out", "blocked", "kit error", PERSON)
SHOWN = 50  # submissions that need a person, on the screen; all are in the gradebook


def verdict(one: Outcome | Row) -> str:
    """Return the word that a submission counts under."""
    return PERSON if one.reason or one.result is None else one.result.verdict


def summary(book: Gradebook, run: Run) -> RenderableType:
    """Return what came of a run."""
    found, reasons = Counter[str](), []
    for row in book.rows(run.id):
        found[verdict(row)] += 1
        if row.reason:
            reasons.append((row.submission, row.reason))
    counts = Table.grid(padding=(0, 2))
    for name in filter(found.get, ORDER):
        counts.add_row("", Text(name), Text(str(found[name]), justify="right"))
    parts: list[RenderableType] = [counts, Text()]
    if reasons:
        parts += [Text("These need a person:", "bold"), _reasons(reasons), Text()]
    handed_in = book.hashes()  # in earlier runs, too
    if absent := [one.name for one in book.students() if one.submission not in handed_in]:
        parts += [Text(f"On the roster, and nothing handed in: {', '.join(absent)}"), Text()]
    layers = ", ".join(run.isolation) or "none"
    where = Text(f"{book.path} has it all, as run {run.id}. Isolation: {layers}.")
    report = f"python -m checks report --gradebook {shlex.quote(str(book.path))} --to FOLDER"
    return Group(*parts, where, Text(f"As pages: {report}", no_wrap=True, overflow="ignore"))


def regraded(found: Sequence[Regraded]) -> RenderableType:
    """Return what would change: who, which check, its verdict, the points."""
    table = Table(box=None, pad_edge=False, show_edge=False)
    for head in ("submission", "check", "was", "is", "points"):
        table.add_column(head, header_style="bold", overflow="fold")
    for one in found:
        before = one.row.result.points if one.row.result else 0.0
        after = one.now.result.points if one.now.result else before
        points = f"{before:g}" if before == after else f"{before:g} → {after:g}"
        name = one.row.submission
        for what, was, now in _grouped(one.changes()):
            table.add_row(Text(name), Text(what), was or "not asked", now or "not asked", points)
            name = points = ""
    parts: list[RenderableType] = [table, Text()] if table.row_count else []
    if words := sum(one.is_other and not one.changes() for one in found):
        parts.append(Text(f"{words} with the same verdicts in other words."))
    if failed := [(one.row.submission, one.now.reason) for one in found if one.now.reason]:
        parts += [Text("Not regraded:", "bold"), _reasons(failed), Text()]
    asked = [one for one in found if one.row.hash]
    same = sum(not one.now.reason and not one.is_other for one in asked)
    return Group(*parts, Text(f"Unchanged: {same} of {len(asked)}."))


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
