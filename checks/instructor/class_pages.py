"""The pages of a class for whoever teaches it, and the feedback to send back, in a new folder.

Scenarios of a class are drawn from a hidden seed. The pages show what is expected in them; feedback
tells that only in full.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal
from unicodedata import normalize

from msgspec.structs import replace
from rich.console import Group, RenderableType
from rich.text import Text

from checks import catalog
from checks.check.result import CheckResult, ExerciseResult, Result, clean
from checks.desk import page
from checks.desk.progress import Progress
from checks.desk.screen import Report
from checks.desk.terminal import in_ascii, text
from checks.errors import KitError
from checks.instructor.gradebook import Gradebook, Row
from checks.instructor.overview import Overview, overview
from checks.instructor.parcel import is_taken, whole

Detail = Literal["verdicts", "advice", "full"]
DETAILS: tuple[Detail, ...] = ("verdicts", "advice", "full")
WIDTH = 78
WITHHELD = "Your answer is not right there."
PERSON = "This needs a person to look at it. It is not graded yet."
INDEX, STUDENTS, FEEDBACK = "index.html", "students", "feedback"
LONGEST_NAME = 50
PORTS = {f"{port}{n}" for port in ("com", "lpt") for n in range(10)}
RESERVED = {"con", "prn", "aux", "nul", *PORTS}  # no file has such a name on Windows


def write(book: Gradebook, folder: Path, detail: Detail | None, progress: Progress) -> Overview:
    """Write the pages of a class to a new folder, with feedback that tells so much, if any."""
    book.demand_graded()
    found = overview(book.latest(), book.students())
    try:
        if is_taken(folder):  # feedback may have been edited by hand
            fix = "Name a new or an empty folder: --to FOLDER"
            raise KitError(f"{folder} is there already.", fix=fix)
        folder.parent.mkdir(parents=True, exist_ok=True)
        with whole(folder) as fresh:
            _write(book, found, fresh, detail, progress)
    except OSError as error:
        raise KitError(
            f"The pages cannot be written to {folder}: {error.strerror}.",
            fix="Name another folder: --to FOLDER",
        ) from error
    return found


def _write(
    book: Gradebook, found: Overview, folder: Path, detail: Detail | None, progress: Progress
) -> None:
    names, step = file_names(found.rows), progress("pages", len(found.rows))
    sheets = ("report.css", "class.css")
    index = page.rendered("class.html", sheets, found=found, names=names, run=book.runs()[-1])
    (folder / INDEX).write_text(index, encoding="utf-8")
    for name in (STUDENTS, FEEDBACK) if detail else (STUDENTS,):
        (folder / name).mkdir()
    for row in found.rows:
        name = names[row.submission]
        if row.result is not None:
            path = folder / STUDENTS / f"{name}.html"
            path.write_text(student(book, row), encoding="utf-8")
        if detail is not None:
            path = folder / FEEDBACK / f"{name}.txt"
            path.write_text(feedback(row, detail), encoding="utf-8")
        step()


def student(book: Gradebook, row: Row) -> str:
    """Return the page of one student, who has a Result."""
    assert row.result is not None
    return page.whole(
        row.result,
        catalog.lesson("exhibits.pictures").unpacked(book.excerpt(row)),
        student="" if row.student == row.submission else row.student,
        note=f"Needs a person: {row.reason}" if row.reason else "",
        back=f"../{INDEX}",
    )


def file_names(rows: Iterable[Row]) -> dict[str, str]:
    """Return a name for the files of each submission: no path, on any system, and distinct."""
    taken, found = set(RESERVED), {}
    for row in rows:
        # composed, as some systems do by themselves; no dot, so that it has no other ending
        words = re.sub(r"[^\w]+", "-", normalize("NFKC", row.student)).strip("-_")
        bare = words[:LONGEST_NAME] or "unnamed"
        name, number = bare, 1
        while name.casefold() in taken:
            number += 1
            name = f"{bare}-{number}"
        taken.add(name.casefold())
        found[row.submission] = name
    return found


def feedback(row: Row, detail: Detail) -> str:
    """Return what to send back to one learner, as plain text."""
    heading = Text(f"{catalog.declared().title}\n")
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
    is_bare, exercises = detail == "verdicts", []
    for one in result.exercises:
        checks = tuple(
            CheckResult(check.id, check.title, check.verdict) if is_bare else numberless(check)
            for check in one.checks
        )
        advice = None if is_bare else one.advice
        exercises.append(replace(one, prints="", advice=advice, checks=checks))
    return replace(result, exercises=tuple(exercises))


def numberless(check: CheckResult) -> CheckResult:
    """Return a check without numbers: neither what was asked, nor what is expected."""
    message = check.message
    if check.verdict == "not yet" and (check.expected or any(c.isdecimal() for c in message)):
        message = WITHHELD  # such words name numbers, or which of three things is the right one
    if check.verdict == "crashed" and any(c.isdecimal() for c in message):
        kind, _, _ = message.partition(":")  # an error can be made to tell what was asked
        message = f"{kind.split()[0]}. Its words hold numbers, and are not told here."
    return replace(check, message=message, call="", expected="", got="", scenario="")
