"""The marks of a class: as a table, as JSON, and as Canvas and Moodle import them.

What these two write and read is known from their own code. Canvas, `instructure/canvas-lms`:
lib/gradebook_exporter.rb and lib/gradebook_importer.rb. Moodle, `moodle/moodle`:
mod/assign/gradingtable.php writes the offline grading worksheet, which
mod/assign/feedback/offline/importgradeslib.php reads; its feedback is HTML. Feedback files in a zip
are for mod/assign/feedback/file/importziplib.php. A table from nothing is for Moodle's gradebook,
https://docs.moodle.org/en/Grade_import: whoever imports it says which column tells the student.
"""

import csv
import io
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from itertools import chain
from pathlib import Path
from typing import Literal
from unicodedata import normalize

import msgspec
from msgspec import Struct

from checks import files
from checks.catalog import exercises
from checks.check.checks import every
from checks.check.result import VERSION
from checks.errors import KitError
from checks.instructor.class_pages import Detail, feedback, file_names
from checks.instructor.decisions import Row, verdicts_of
from checks.instructor.gradebook import Student, stem
from checks.instructor.parcel import as_zip

Format = Literal["csv", "canvas", "moodle", "moodle-feedback", "mail"]
FORMATS: tuple[Format, ...] = ("csv", "canvas", "moodle", "moodle-feedback", "mail")
Cells = Sequence[str | float]
ABSENT = "nothing handed in"
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would calculate
PARTICIPANT = re.compile(r"(?<=_)\d+(?=$|_assignsubmission)")  # in the name of a download
NUMBER = re.compile(r"(?<=[_( ])\d{3,}(?=[_) ]|$)")  # in one of Moodle's or Canvas's
IDS = (  # what these systems call a student by, but the name
    *("ID", "SIS User ID", "SIS Login ID", "Integration ID"),
    *("ID number", "Email address", "Username"),
)
NAMED = 10  # lines or submissions in a note


def write(target: str, content: str | bytes, to_do: str) -> None:
    """Write a file, or standard output for "-"; `to_do` is what to do if that cannot be."""
    if target != "-":
        if isinstance(content, str):
            # Excel takes a table for UTF-8 only if it begins with the mark
            content = content.encode("utf-8-sig" if target.lower().endswith(".csv") else "utf-8")
        files.write(Path(target), content, to_do)
    elif isinstance(content, str):
        sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
        sys.stdout.write(content)
    else:
        raise KitError("This is written to a file, not to -.", fix="Name a file: --to FILE")


def absent(students: Iterable[Student]) -> list[Row]:
    """Return a row for each student who is on the roster and handed in nothing."""
    return [
        Row(0, one.submission, one.name, one.id, "", None, "", email=one.email) for one in students
    ]


def exported(
    rows: Sequence[Row],
    form: Format,
    title: str = "",
    worksheet: Path | None = None,
    detail: Detail = "advice",
) -> tuple[str | bytes, list[str]]:
    """Return a class for another system, and what is to be said of it.

    Args:
        title: what the assignment is called there.
        worksheet: the table that Canvas or Moodle wrote, which is filled in.
        detail: how much the feedback tells.
    """
    handed_in = [row for row in rows if not row.is_absent]
    if form == "moodle-feedback":
        return _feedback_zip(handed_in, worksheet, detail)
    if worksheet:
        return filled(worksheet, title, handed_in)
    if form == "csv":
        return as_csv(rows, [check.id for check in every()]), []
    if form == "mail":
        return as_table(_mail(rows, detail)), []
    return as_table(_canvas(rows, title) if form == "canvas" else _moodle(rows, title)), []


def as_csv(rows: Iterable[Row], checks: Sequence[str] = ()) -> str:
    """Return a line for each submission, with the verdicts of some checks in columns too."""
    rows = list(rows)
    asked = {one.id for row in rows if row.result for one in row.result.exercises}
    names = [one.id for one in exercises() if not one.given and one.id in asked]
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


def _mail(rows: Sequence[Row], detail: Detail) -> Iterator[Cells]:
    names = file_names(rows)
    yield ["student", "id", "email", "points", "out_of", "feedback_file", "feedback"]
    for row in rows:
        out_of = row.result.out_of if row.result else ""
        file = "" if row.is_absent else f"{names[row.key]}.txt"
        points, told = _points(row), _feedback(row) if row.is_absent else feedback(row, detail)
        yield [row.student, row.student_id, row.email, points, out_of, file, told]


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


# what Canvas or Moodle wrote, filled in


class Cell(Struct, frozen=True):
    """A cell of a table: where it is in the text, its quotes included, and what it says."""

    begin: int
    end: int
    says: str


Line = dict[str, Cell]  # by the names of the columns


def filled(path: Path, title: str, rows: Sequence[Row]) -> tuple[bytes, list[str]]:
    """Return a table with the marks of a class, and what is to be said of that.

    What is not filled in, stays byte for byte as it is.
    """
    text, lines = _read(path)
    mark = _column(path, [*lines[0]] if lines else [], title)
    found, notes = _whose(path, lines, rows)
    possible = [line[mark].says for line in lines if "Points Possible" in _called(line)]
    changed: list[tuple[Cell, str]] = []
    closed: list[str] = []
    for line, row in found:
        if (points := _points(row)) == "":
            continue
        if line[mark].says in ("N/A", "EX") or _says(line, "Grade can be changed") == "No":
            closed.append(_called(line))
            continue
        out_of = row.result.out_of if row.result else 0
        said = (_says(line, "Maximum Grade"), _says(line, "Maximum grade"), *possible)
        there = next((float(one.replace(",", ".")) for one in said if one), out_of)
        if out_of not in (0, there):
            words = f"The marks there are out of {there:g}, here of {out_of:g}"
            notes.append(f"{words}: they are written in proportion.")
            points = round(float(points) * there / out_of, 2)
        changed.append((line[mark], f"{points:g}"))
        if cell := line.get("Feedback comments"):
            changed.append((cell, escape(_feedback(row), quote=False)))
    if closed:
        notes.append(f"Closed there, and left as they are: {_listed(closed)}.")
    for cell, words in sorted(changed, key=lambda one: one[0].begin, reverse=True):
        before = text[cell.begin : cell.end]
        text = text[: cell.begin] + _quoted(words, like=before) + text[cell.end :]
    return text.encode(), [*dict.fromkeys(notes)]


def _read(path: Path) -> tuple[str, list[Line]]:
    """Return the text of a table, and its lines below the first."""
    try:
        text = path.read_bytes().decode()
    except (OSError, UnicodeDecodeError) as error:
        fix = "Name the file as that system wrote it, in UTF-8."
        raise KitError(f"{path} cannot be read ({error}).", fix=fix) from error
    separator = max(",;\t", key=text.partition("\n")[0].count)
    table: list[list[Cell]] = [[]]
    begin = len(text) - len(text.removeprefix("\ufeff"))
    pattern = rf'("(?:[^"]|"")*"|[^{separator}\r\n]*)({separator}|\r\n|\n|\r|\Z)'
    for match in re.compile(pattern).finditer(text, begin):
        cell = match[1]
        is_quoted = len(cell) > 1 and cell[0] == cell[-1] == '"'
        says = cell[1:-1].replace('""', '"') if is_quoted else cell
        table[-1].append(Cell(*match.span(1), says))
        if match[2] != separator:
            table.append([])
    head = [cell.says for cell in table[0]]
    whole = [line for line in table[1:] if len(line) == len(head)]
    return text, [dict(zip(head, line, strict=True)) for line in whole]


def _column(path: Path, head: Sequence[str], title: str) -> str:
    """Return which column has the marks: "Grade" in Moodle's table, "TITLE (ID)" in Canvas's."""
    if {"Identifier", "Grade"} <= {*head} and "Scale" not in head:
        return "Grade"
    if "SIS Login ID" not in head:
        raise KitError(
            f"{path} is neither Moodle's grading worksheet nor Canvas's gradebook.",
            fix="Set that system to English, with points and no scale, and download it anew.",
        )
    titles = {one: re.sub(r" \(\d+\)$", "", one) for one in head}
    own = [one for one in head if title in (one, titles[one])]
    if len(own) != 1:
        there = _listed([one for one in head if one != titles[one]]) or "none"
        raise KitError(
            f"{path} has not one column of an assignment {title!r}. There is: {there}.",
            fix="Name it as it is called there: --title TITLE",
        )
    return own[0]


def _whose(
    path: Path, lines: Sequence[Line], rows: Sequence[Row]
) -> tuple[list[tuple[Line, Row]], list[str]]:
    """Return whose line each is, as far as that is sure, and what is not.

    A line is somebody's by its ids. Where these are nobody's, it is by a name that one line and one
    submission have.
    """
    by_id, by_name = defaultdict[str, list[Row]](list), defaultdict[str, list[Row]](list)
    for row in rows:
        by_name[_plain(row.student)].append(row)
        own = row.student_id, row.email, stem(row.submission), *NUMBER.findall(row.submission)
        for one in own:
            by_id[_plain(one)].append(row)
    students = [line for line in lines if any(_ids(line))]
    found = [_only(by_id, _ids(line)) for line in students]
    known = {row.key for row in found if row}
    once = Counter(_name(line) for line in students)
    for number, line in enumerate(students):
        named = _only(by_name, [_name(line)]) if once[_name(line)] == 1 else None
        if named and named.key not in known:
            found[number] = found[number] or named
    taken = Counter(row.key for row in found if row)
    both = zip(students, found, strict=True)
    sure = [(line, row) for line, row in both if row and taken[row.key] == 1]
    there, here = {row.key for _, row in sure}, [id(line) for line, _ in sure]
    lost = [row.submission for row in rows if row.key not in there]
    rest = [_called(line) for line in students if id(line) not in here]
    notes = [f"In no line of {path}: {_listed(lost)}."] if lost else []
    return sure, notes + ([f"Of no submission here: {_listed(rest)}."] if rest else [])


def _only(index: Mapping[str, list[Row]], keys: Iterable[str]) -> Row | None:
    """Return the one row that some keys lead to; None where that is not one."""
    found = {row.key: row for key in keys if key for row in index[key]}
    return next(iter(found.values())) if len(found) == 1 else None


def _ids(line: Line) -> list[str]:
    """Return what a line calls a student by, but the name; first, Moodle's number."""
    number = re.findall(r"\d+", _says(line, "Identifier"))[-1:]
    return [*number, *(_plain(_says(line, one)) for one in IDS)]


def _called(line: Line) -> str:
    parts = (_says(line, one) for one in ("Full name", "Student", "FirstName", "LastName"))
    return " ".join(filter(None, parts)).strip()


def _name(line: Line) -> str:
    last, _, first = _called(line).partition(", ")  # as Canvas sorts them
    return _plain(f"{first} {last}")


def _says(line: Line, column: str) -> str:
    return line[column].says if column in line else ""


def _plain(words: str) -> str:
    return " ".join(normalize("NFC", words).casefold().split())


def _quoted(words: str, like: str) -> str:
    """Return a cell that says something, in quotes if it needs them or had them."""
    is_needed = like.startswith('"') or re.search(r'[",;\t\r\n]', words)
    return '"' + words.replace('"', '""') + '"' if is_needed else words


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return "; ".join(names[:NAMED]) + more


def _feedback_zip(
    rows: Sequence[Row], path: Path | None, detail: Detail
) -> tuple[bytes, list[str]]:
    """Return the zip of "Upload multiple feedback files in a zip": a folder for each student."""
    if path:
        lines = _read(path)[1]
        _column(path, [*lines[0]] if lines else [], "")  # it is Moodle's
        found, notes = _whose(path, lines, rows)
        known = [(_called(line), _ids(line)[0], row) for line, row in found]
    else:
        named = [(row, PARTICIPANT.search(row.submission)) for row in rows]
        known = [(row.student, number[0], row) for row, number in named if number]
        lost = [row.submission for row, number in named if not number]
        notes = [f"Without a participant's number: {_listed(lost)}."] if lost else []
    if not known:
        fix = "Give the grading worksheet that Moodle wrote: --worksheet FILE"
        raise KitError("No submission has a participant's number of Moodle.", fix=fix)
    made: dict[str, bytes] = {}
    for name, number, row in known:  # a name ends at the first "_", and none of a file has a "/"
        folder = f"{re.sub(r'[_/]+', ' ', name)}_{number}_assignsubmission_file_"
        made[f"{folder}/feedback.txt"] = feedback(row, detail).encode()
    return as_zip(made), notes


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
