"""What is a learner told about their marks, and how much of it?

Scenarios of a class are drawn from a hidden seed. What is expected in them is told only in full.
"""

from collections.abc import Iterator
from typing import Literal

from msgspec.structs import replace
from rich.console import Group, RenderableType
from rich.text import Text

from checks.check.finding import Verdict
from checks.check.result import CheckResult, ExerciseResult, Result, clean
from checks.desk.screen import Report
from checks.desk.terminal import in_ascii, text
from checks.instructor.gradebook import Row

Detail = Literal["verdicts", "advice", "full"]
DETAILS: tuple[Detail, ...] = ("verdicts", "advice", "full")
WIDTH = 78
ITSELF: tuple[Verdict, ...] = ("not yet",)  # verdicts whose words may say what is expected
WITHHELD = "Your answer is not right there."
PERSON = "This needs a person to look at it. It is not graded yet."


def write(row: Row, detail: Detail) -> str:
    """Return what to send back to one learner, as plain text."""
    heading = Text("A neuron and an MLP from scratch\n")
    own = row.submission if row.student == row.submission else f"{row.student} ({row.submission})"
    parts: list[RenderableType] = [heading.append(clean(own).replace("\n", " "))]
    if row.reason or row.result is None:
        parts += [Text(), Text(PERSON)]
    else:
        result = told(row.result, detail)
        heading.append(f": {result.verdict}, {result.points:g} of {result.out_of:g} points")
        report = _Report(result, {}, width=WIDTH, plain=True, full=True)
        parts += [Text(), report.progress(), Text(), report.roster()]
        if detail == "full":
            parts += [part for panel in report.every_detail() for part in (Text(), panel)]
        elif detail == "advice":
            parts += [part for panel in _next(report) for part in (Text(), panel)]
    return in_ascii(text(Group(*parts), WIDTH))


class _Report(Report):
    """A report without what to type next: that is for the learner's own desk."""

    def to_do(self, one: ExerciseResult) -> list[RenderableType]:
        return []


def _next(report: Report) -> Iterator[RenderableType]:
    """Yield the first thing to work on in each exercise that is wrong."""
    for one in report.result.exercises:
        check = one.worst
        if check is None or check.verdict in ("not started", "blocked"):
            continue
        lines = [Text(check.title, "bold"), Text(check.message)]
        if one.advice is not None:
            lines[1:] = [Text(one.advice.title, "bold"), Text(one.advice.text)]
        if check.where:
            lines.append(Text(f"where     {check.where}"))
        if check.trace:
            lines.append(Text("The lines that led there:\n" + "\n".join(check.trace)))
        spaced = Text("\n\n").join(lines)
        yield report.panel(f"{one.title}: {check.verdict}", spaced, "")


def told(result: Result, detail: Detail) -> Result:
    """Return a Result that holds only what is to be told."""
    if detail == "full":
        return result
    exercises = tuple(_exercise(one, detail) for one in result.exercises)
    return replace(result, exercises=exercises)


def _exercise(one: ExerciseResult, detail: Detail) -> ExerciseResult:
    checks = tuple(_check(check, detail) for check in one.checks)
    advice = one.advice if detail == "advice" else None
    return replace(one, advice=advice, prints="", checks=checks)


def _check(check: CheckResult, detail: Detail) -> CheckResult:
    """Return a check without numbers: neither what was asked, nor what is expected."""
    if detail == "verdicts":
        return CheckResult(check.id, check.title, check.verdict)
    message = check.message
    if check.verdict in ITSELF and (check.expected or any(c.isdecimal() for c in message)):
        message = WITHHELD  # such words name numbers, or which of three things is the right one
    if check.verdict == "crashed" and any(c.isdecimal() for c in message):
        kind, _, _ = message.partition(":")  # an error can be made to tell what was asked
        message = f"{kind.split()[0]}. Its words hold numbers, and are not told here."
    return replace(check, message=message, call="", expected="", got="", scenario="")
