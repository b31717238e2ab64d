"""The feedback: what a learner is told about their marks, and how much of it.

Scenarios of a class are drawn from a hidden seed. What is expected in them is told only in full.
"""

from collections.abc import Iterator
from typing import Literal

from msgspec.structs import replace
from rich.console import Group, RenderableType
from rich.text import Text

from checks.catalog import declared
from checks.check.result import CheckResult, ExerciseResult, Result, clean
from checks.desk.screen import Report
from checks.desk.terminal import in_ascii, text
from checks.instructor.gradebook import Row

Detail = Literal["verdicts", "advice", "full"]
DETAILS: tuple[Detail, ...] = ("verdicts", "advice", "full")
WIDTH = 78
WITHHELD = "Your answer is not right there."
PERSON = "This needs a person to look at it. It is not graded yet."


def write(row: Row, detail: Detail) -> str:
    """Return what to send back to one learner, as plain text."""
    heading = Text(f"{declared().title}\n")
    own = row.submission if row.student == row.submission else f"{row.student} ({row.submission})"
    parts: list[RenderableType] = [heading.append(clean(own).replace("\n", " "))]
    if row.reason or row.result is None:
        parts += [Text(), Text(PERSON)]
    else:
        result = told(row.result, detail)
        heading.append(f": {result.verdict}, {result.points:g} of {result.out_of:g} points")
        report = _Report(result, {}, width=WIDTH, plain=True, full=True)
        parts += [Text(), report.progress(), Text(), report.roster()]
        if detail != "verdicts":
            panels = report.every_detail() if detail == "full" else report.next_details()
            parts += [part for panel in panels for part in (Text(), panel)]
    return in_ascii(text(Group(*parts), WIDTH))


class _Report(Report):
    """A report without what to type next: that is for the learner's own desk."""

    def to_do(self, one: ExerciseResult) -> None:
        return None

    def next_details(self) -> Iterator[RenderableType]:
        """Yield the first thing to work on in each exercise that is wrong."""
        for one in self.result.exercises:
            check = one.worst
            if check is not None and check.verdict not in ("not started", "blocked"):
                yield self.panel(one.title, self.detail(one, check), "")


def told(result: Result, detail: Detail) -> Result:
    """Return a Result that holds only what is to be told."""
    if detail == "full":
        return result
    shown, advised = (numberless, True) if detail == "advice" else (bare, False)
    exercises = (
        replace(
            one,
            advice=one.advice if advised else None,
            prints="",
            checks=tuple(map(shown, one.checks)),
        )
        for one in result.exercises
    )
    return replace(result, exercises=tuple(exercises))


def bare(check: CheckResult) -> CheckResult:
    """Return a check with its verdict, and nothing that code says."""
    return CheckResult(check.id, check.title, check.verdict)


def numberless(check: CheckResult) -> CheckResult:
    """Return a check without numbers: neither what was asked, nor what is expected."""
    message = check.message
    if check.verdict == "not yet" and (check.expected or any(c.isdecimal() for c in message)):
        message = WITHHELD  # such words name numbers, or which of three things is the right one
    if check.verdict == "crashed" and any(c.isdecimal() for c in message):
        kind, _, _ = message.partition(":")  # an error can be made to tell what was asked
        message = f"{kind.split()[0]}. Its words hold numbers, and are not told here."
    return replace(check, message=message, call="", expected="", got="", scenario="")
