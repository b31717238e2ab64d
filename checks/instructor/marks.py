"""The marks of a class: as a table, as JSON, and as Canvas and Moodle import them.

Canvas: https://community.canvaslms.com/t5/Instructor-Guide/tkb-p/Instructor ("import grades in the
Gradebook"): the five columns of a student, then one for each assignment, and a line with the points
possible. Moodle: https://docs.moodle.org/en/Grade_import: any columns, the first line names them,
and whoever imports says which of them tells the student.
"""

import csv
import io
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Literal

import msgspec

from checks.catalog import exercises
from checks.check.checks import every
from checks.check.result import VERSION
from checks.errors import KitError
from checks.instructor.decisions import Row
from checks.instructor.gradebook import Student, verdicts_of

Format = Literal["csv", "canvas", "moodle"]
Cells = Sequence[str | float]
ABSENT = "nothing handed in"
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would calculate


def write(target: str, text: str, to_do: str) -> None:
    """Write a file, or standard output for "-"; `to_do` is what to do if that cannot be."""
    if target == "-":
        sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
        sys.stdout.write(text)
        return
    # Excel takes a table for UTF-8 only if it begins with the mark
    encoding = "utf-8-sig" if target.lower().endswith(".csv") else "utf-8"
    try:
        Path(target).write_text(text, encoding=encoding, newline="")
    except OSError as error:
        raise KitError(f"{target} cannot be written ({error.strerror}).", fix=to_do) from error


def absent(students: Iterable[Student]) -> list[Row]:
    """Return a row for each student who is on the roster and handed in nothing."""
    return [Row(0, one.submission, one.name, one.id, "", None, "") for one in students]


def exported(rows: Iterable[Row], form: Format, title: str) -> str:
    """Return a class for another system, where the assignment has a title."""
    if form == "csv":
        return as_csv(rows, [check.id for check in every()])
    return as_table(_canvas(rows, title) if form == "canvas" else _moodle(rows, title))


def as_csv(rows: Iterable[Row], checks: Sequence[str] = ()) -> str:
    """Return a line for each submission, with the verdicts of some checks in columns too."""
    names = [one.id for one in exercises() if not one.given]
    parts = [f"{name} {what}" for name in names for what in ("verdict", "points")]
    head = ["submission", "student", "id", "verdict", "points", "out_of", *parts]
    head += ["mistakes", "comment", "needs_a_person", *checks]
    lines = ([cells.get(one, "") for one in head] for cells in map(_cells, rows))
    return as_table(chain([head], lines))


def _cells(row: Row) -> dict[str, str | float]:
    """Return all that a table may tell of a submission, by column."""
    who = {"submission": row.submission, "student": row.student, "id": row.student_id}
    cells: dict[str, str | float] = {**who, "comment": row.comment, "needs_a_person": row.needs}
    if row.is_absent:
        cells["verdict"] = ABSENT
    if (result := row.result) is None:
        return cells
    cells |= {"verdict": result.verdict, "points": result.points, "out_of": result.out_of}
    for one in result.exercises:
        cells |= {f"{one.id} verdict": one.verdict, f"{one.id} points": one.points}
    advice = [one.advice for one in result.exercises if one.advice]
    cells["mistakes"] = " ".join(one.mistake for one in advice)
    return cells | verdicts_of(result)


def _canvas(rows: Iterable[Row], title: str) -> Iterator[Cells]:
    """Yield the rows for Canvas. Who has no Result has no mark, which Canvas leaves as it is."""
    graded = list(rows)
    possible = next((row.result.out_of for row in graded if row.result is not None), "")
    yield ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", title]
    yield ["    Points Possible", "", "", "", "", possible]
    for row in graded:
        yield [row.student, "", row.student_id, "", "", _points(row)]


def _moodle(rows: Iterable[Row], title: str) -> Iterator[Cells]:
    yield ["ID number", "Full name", title, f"{title} (feedback)"]
    for row in rows:
        yield [row.student_id, row.student, _points(row), _feedback(row)]


def _points(row: Row) -> float | str:
    """Return the points; nothing for whoever waits for a person, as feedback says."""
    return row.result.points if row.result is not None and not row.reason else ""


def _feedback(row: Row) -> str:
    """Return a few words on each exercise, and the advice, in one cell."""
    if row.is_absent:
        return f"{ABSENT[0].upper()}{ABSENT[1:]}."
    if row.result is None or row.reason:
        return "This needs a person to look at it."
    words = [row.comment] if row.comment else []
    words += [f"{one.title}: {one.verdict}." for one in row.result.exercises if one.required]
    words += [one.advice.title for one in row.result.exercises if one.advice]
    return " ".join(words)


def twice(rows: Iterable[Row]) -> Iterator[str]:
    """Yield a warning for each student who has more than one row: two marks for one person."""
    own: defaultdict[str, list[str]] = defaultdict(list)
    for row in rows:
        own[row.student_id].append(row.submission)
    for name, submissions in own.items():
        if name and len(submissions) > 1:
            together = ", ".join(submissions)
            yield f"The id {name} has {len(submissions)} rows, keep one: {together}."


def as_json(rows: Iterable[Row]) -> str:
    """Return the Results of a class, one in a line; what has none is named behind them."""
    results, reasons = [], []
    for row in {row.submission: row for row in rows}.values():  # of two students, once
        if row.needs:
            reasons.append({"submission": row.submission, "reason": row.needs})
        if row.result is not None:
            results.append(msgspec.json.encode(row.result).decode())
    together, others = ",\n".join(results), msgspec.json.encode(reasons).decode()
    return f'{{"version":{VERSION},"submissions":[\n{together}\n],"needs_person":{others}}}\n'


def as_table(rows: Iterable[Cells]) -> str:
    """Return the lines of a table, without a cell that a spreadsheet takes for a formula."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows(map(_inert, row) for row in rows)
    return text.getvalue()


def _inert(cell: str | float) -> str | float:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell
