"""How do a class's marks get into another system?

Canvas: https://community.canvaslms.com/t5/Instructor-Guide/tkb-p/Instructor ("import grades in the
Gradebook"): the five columns of a student, then one for each assignment, and a line with the points
possible. Moodle: https://docs.moodle.org/en/Grade_import: any columns, the first line names them,
and whoever imports says which of them tells the student.
"""

from collections.abc import Iterable, Iterator
from typing import Literal

from checks.check.roster import checks
from checks.instructor.gradebook import Row
from checks.instructor.marks import as_csv, lines

Format = Literal["csv", "canvas", "moodle"]
STUDENT = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")


def written(rows: Iterable[Row], form: Format, title: str) -> Iterator[str]:
    """Yield the lines of a file for another system.

    Args:
        title: what the assignment is called there.
    """
    if form == "csv":
        return as_csv(rows, [check.id for check in checks()])
    return lines(_canvas(rows, title) if form == "canvas" else _moodle(rows, title))


def twice(rows: Iterable[Row]) -> Iterator[str]:
    """Yield a warning for each student who has more than one row: two marks for one person."""
    own: dict[str, list[str]] = {}
    for row in rows:
        if row.student_id:
            own.setdefault(row.student_id, []).append(row.submission)
    for name, submissions in own.items():
        if len(submissions) > 1:
            together = ", ".join(submissions)
            yield f"The id {name} has {len(submissions)} rows, keep one: {together}."


def _canvas(rows: Iterable[Row], title: str) -> Iterator[list[str | float]]:
    """Yield the rows for Canvas. Who has no Result has no mark, which Canvas leaves as it is."""
    graded = list(rows)
    possible = next((row.result.out_of for row in graded if row.result is not None), "")
    yield [*STUDENT, title]
    yield ["    Points Possible", "", "", "", "", possible]
    for row in graded:
        yield [row.student, "", row.student_id, "", "", _points(row)]


def _moodle(rows: Iterable[Row], title: str) -> Iterator[list[str | float]]:
    yield ["ID number", "Full name", title, f"{title} (feedback)"]
    for row in rows:
        yield [row.student_id, row.student, _points(row), _feedback(row)]


def _points(row: Row) -> float | str:
    """Return the points; nothing for whoever waits for a person, as feedback says."""
    return row.result.points if row.result is not None and not row.reason else ""


def _feedback(row: Row) -> str:
    """Return a few words on each exercise, and the advice, in one cell."""
    if row.result is None or row.reason:
        return "This needs a person to look at it."
    words = [f"{one.title}: {one.verdict}." for one in row.result.exercises if one.required]
    words += [one.advice.title for one in row.result.exercises if one.advice]
    return " ".join(words)
