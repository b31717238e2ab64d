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
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Literal, get_args
from unicodedata import normalize

import msgspec

from checks import files
from checks.catalog import exercises
from checks.check.evidence import every
from checks.check.result import VERSION
from checks.errors import KitError
from checks.instructor.class_pages import Detail, feedback, file_names
from checks.instructor.decisions import GIVEN, Row, groups, told_apart
from checks.instructor.gradebook import stem

Format = Literal["csv", "canvas", "moodle", "moodle-feedback", "mail"]
FORMATS: tuple[Format, ...] = get_args(Format)
Cell = str | float
TITLE = "TITLE"  # stands for what the assignment is called
COLUMNS = {  # the columns of a table from nothing, and what they tell, if that is known here
    "canvas": {"Student": "student", "ID": "", "SIS User ID": "id"}
    | {"SIS Login ID": "", "Section": "", TITLE: "mark"},
    "moodle": {"ID number": "id", "Full name": "student"}
    | {TITLE: "mark", f"{TITLE} (feedback)": "words"},
    "mail": {"student": "student", "id": "id", "email": "email", "points": "mark"}
    | {one: one for one in ("out_of", "feedback_file", "feedback")},
}
ABSENT = "nothing handed in"
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would calculate
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
    if worksheet or form == "moodle-feedback":
        handed_in = [row for row in rows if not row.is_absent]
        return _filled(worksheet, form, title, handed_in, detail)
    twice = [  # two marks for one person
        f"The id {id} has {len(own)} rows, keep one: {', '.join(row.submission for row in own)}."
        for id, own in groups(rows, lambda row: row.student_id).items()
        if id and len(own) > 1
    ]
    return as_csv(rows) if form == "csv" else _for_system(rows, form, title, detail), twice


def _for_system(rows: Sequence[Row], form: Format, title: str, detail: Detail) -> str:
    """Return a table from nothing; who has no mark has none there, which it leaves as it is."""
    names, told = file_names(rows), [_cells(row) for row in rows]
    if form == "mail":
        for row, cells in zip(rows, told, strict=True):
            cells["feedback_file"] = "" if row.is_absent else f"{names[row.key]}.txt"
            cells["feedback"] = cells["words"] if row.is_absent else feedback(row, detail)
    if form == "canvas":
        possible = next((one["out_of"] for one in told if "out_of" in one), "")
        told.insert(0, {"student": "    Points Possible", "mark": possible})
    return as_table({head.replace(TITLE, title): one for head, one in COLUMNS[form].items()}, told)


def as_csv(rows: Sequence[Row]) -> str:
    """Return a line for each submission, with the verdict of each check in a column too."""
    asked = {one.id for row in rows if row.result for one in row.result.exercises}
    names = [one.id for one in exercises() if not one.given and one.id in asked]
    parts = [f"{name} {what}" for name in names for what in ("verdict", "points")]
    head = ["submission", "student", "id", "verdict", "points", "out_of", *parts]
    head += ["mistakes", "comment", "decided", "needs_a_person", "notes"]
    head += [check.id for check in every()]
    return as_table({one: one for one in head}, map(_cells, rows))


def _cells(row: Row) -> dict[str, Cell]:
    """Return all that a table may tell of a submission, by column."""
    who = {"submission": row.submission, "student": row.student, "id": row.student_id}
    said = {"comment": row.comment, "decided": row.decided, "needs_a_person": row.needs}
    cells: dict[str, Cell] = {**who, "email": row.email, **said, "words": _words(row)}
    cells["mark"] = row.marked.points if row.marked else ""
    if (result := row.result) is None:
        return cells | ({"verdict": ABSENT} if row.is_absent else {})
    cells |= {"verdict": row.verdict, "points": result.points, "out_of": result.out_of}
    cells["notes"] = " ".join(result.notes)
    for one in (one for one in result.exercises if one.checks or one.points):
        verdict = row.verdict if row.by_hand else one.verdict
        cells |= {f"{one.id} verdict": verdict, f"{one.id} points": one.points}
    advice = [one.advice for one in result.exercises if one.advice]
    cells["mistakes"] = " ".join(one.mistake for one in advice)
    return cells | result.verdicts


def _words(row: Row) -> str:
    """Return a few words on each exercise, and the advice, in one cell."""
    if row.is_absent:
        return f"{ABSENT.capitalize()}."
    if row.marked is None:
        return "This needs a person to look at it."
    words = list(filter(None, [row.comment, GIVEN if row.by_hand else ""]))
    words += [f"{one.title}: {one.verdict}." for one in row.marked.required if one.checks]
    words += [one.advice.title for one in row.marked.exercises if one.advice]
    return " ".join(words)


# what Canvas or Moodle wrote, filled in


class Line(dict[str, list[str]]):
    """A line of a worksheet: by column, its cell as it is written there, and what ends it."""

    def says(self, column: str) -> str:
        return _said(self[column][0]) if column in self else ""

    def fill(self, column: str, words: str) -> None:
        """Write a cell, in quotes if it needs them or had them, and no formula."""
        words = str(_inert(words))
        is_quoted = self[column][0].startswith('"') or re.search(r'[",;\t\r\n]', words)
        self[column][0] = '"' + words.replace('"', '""') + '"' if is_quoted else words

    @property
    def ids(self) -> list[str]:
        """Return what it calls a student by, but the name; first, Moodle's number."""
        number = re.findall(r"\d+", self.says("Identifier"))[-1:]
        return [*number, *(_plain(self.says(one)) for one in IDS)]

    @property
    def called(self) -> str:
        """Return the name of a student, as it is written there."""
        parts = map(self.says, ("Full name", "Student", "FirstName", "LastName"))
        return " ".join(filter(None, parts)).strip()

    @property
    def name(self) -> str:
        """Return the name to find a student by."""
        last, _, first = self.called.partition(", ")  # as Canvas sorts them
        return _plain(f"{first} {last}")


class Worksheet:
    """A table that Canvas or Moodle wrote: what is not filled in stays as it is, byte for byte."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            text = path.read_bytes().decode()
        except (OSError, UnicodeDecodeError) as error:
            fix = "Name the file as that system wrote it, in UTF-8."
            raise KitError(f"{path} cannot be read ({error}).", fix=fix) from error
        separator = max(",;\t", key=text.partition("\n")[0].count)
        cell = rf'(\ufeff?(?:"(?:[^"]|"")*"|[^{separator}\r\n]*))'
        found = re.findall(rf"{cell}({separator}|\r\n|\n|\r|\Z)", text)
        self._cells = [list(both) for both in found]
        table: list[list[list[str]]] = [[]]
        for one in self._cells:
            table[-1].append(one)
            if one[1] != separator:
                table.append([])
        self.head = [_said(cell) for cell, _ in table[0]]
        whole = [line for line in table[1:] if len(line) == len(self.head)]
        self.lines = [Line(zip(self.head, line, strict=True)) for line in whole]

    def content(self) -> bytes:
        return "".join(cell + end for cell, end in self._cells).encode()

    def column(self, form: Format, title: str) -> str:
        """Return which one has the marks: "Grade" in Moodle's table, "TITLE (ID)" in Canvas's."""
        is_moodle = {"Identifier", "Grade"} <= {*self.head} and "Scale" not in self.head
        if not is_moodle and "SIS Login ID" not in self.head:
            raise KitError(
                f"{self.path} is neither Moodle's grading worksheet nor Canvas's gradebook.",
                fix="Set that system to English, with points and no scale, and download it anew.",
            )
        system = "moodle" if is_moodle else "canvas"
        if not form.startswith(system):
            raise KitError(
                f"{self.path} is from {system.capitalize()}, and the format is {form}.",
                fix=f"Say --format {system}, or give another file: --worksheet FILE",
            )
        if is_moodle:
            return "Grade"
        titles = {one: re.sub(r" \(\d+\)$", "", one) for one in self.head}
        own = [one for one in self.head if title in (one, titles[one])]
        if len(own) != 1:
            there = _listed([one for one in self.head if one != titles[one]]) or "none"
            raise KitError(
                f"{self.path} needs one column for the assignment {title!r}. It has: {there}.",
                fix="Give the title as it stands there: --title TITLE",
            )
        return own[0]


def _said(cell: str) -> str:
    cell = cell.removeprefix("\ufeff")
    is_quoted = len(cell) > 1 and cell[0] == cell[-1] == '"'
    return cell[1:-1].replace('""', '"') if is_quoted else cell


def _filled(
    path: Path | None, form: Format, title: str, rows: Sequence[Row], detail: Detail
) -> tuple[bytes, list[str]]:
    """Return a table with the marks of a class, or a zip with its feedback; and what to say of it.

    The zip is that of "Upload multiple feedback files in a zip": a folder for each student.
    """
    if path is None:
        fix = "Give the grading worksheet that Moodle wrote: --worksheet FILE"
        raise KitError("Feedback goes to the participants of a worksheet.", fix=fix)
    sheet = Worksheet(path)
    mark = sheet.column(form, title)
    found, notes = _whose(sheet, rows)
    if form != "moodle-feedback":
        notes += _marked(sheet, mark, found)
        return sheet.content(), notes
    made: dict[str, bytes] = {}
    for line, row in found:  # a name ends at the first "_", and none of a file has a "/"
        name = re.sub(r"[_/]+", " ", line.called)
        folder = f"{name}_{line.ids[0]}_assignsubmission_file_"
        made[f"{folder}/feedback.txt"] = feedback(row, detail).encode()
    return files.as_zip(made), notes


def _marked(sheet: Worksheet, mark: str, found: Iterable[tuple[Line, Row]]) -> list[str]:
    """Fill in the marks, and return what is to be said of that."""
    possible = next(
        (line.says(mark) for line in sheet.lines if "Points Possible" in line.called), ""
    )
    notes: list[str] = []
    closed: list[Line] = []
    for line, row in found:
        if row.marked is None:
            continue
        if line.says(mark) in ("N/A", "EX") or line.says("Grade can be changed") == "No":
            closed.append(line)
            continue
        points, out_of = row.marked.points, row.marked.out_of
        said = line.says("Maximum Grade") or line.says("Maximum grade") or possible
        there = float(said.replace(",", ".") or out_of)
        if out_of not in (0, there):
            words = f"The worksheet is out of {there:g} points, the gradebook out of {out_of:g}"
            notes.append(f"{words}: marks are scaled.")
            points = round(points * there / out_of, 2)
        line.fill(mark, f"{points:g}")
        if "Feedback comments" in line:
            line.fill("Feedback comments", escape(_words(row), quote=False))
    notes += _named("Closed or excused there, so left as they are", _called(closed))
    return [*dict.fromkeys(notes)]


def _whose(sheet: Worksheet, rows: Sequence[Row]) -> tuple[list[tuple[Line, Row]], list[str]]:
    """Return whose line each is, as far as that is sure, and what is not.

    A line is somebody's by its ids. Where these are nobody's, it is by a name that one line and one
    submission have.
    """
    by_id = defaultdict[str, list[Row]](list)
    for row in rows:
        own = row.student_id, row.email, stem(row.submission), *NUMBER.findall(row.submission)
        for one in own:
            by_id[_plain(one)].append(row)
    students = [line for line in sheet.lines if any(line.ids)]
    found = [_only(by_id, line.ids) for line in students]
    known, once = {row.key for row in found if row}, Counter(line.name for line in students)
    by_name = groups(rows, lambda one: _plain(one.student))  # those known by ids, too
    pairs: list[tuple[Line, Row | None]] = []
    for line, hit in zip(students, found, strict=True):
        named = _only(by_name, [line.name]) if once[line.name] == 1 else None
        pairs.append((line, hit or (named if named and named.key not in known else None)))
    taken = Counter(row.key for _, row in pairs if row)
    sure = [(line, row) for line, row in pairs if row and taken[row.key] == 1]
    lost = [row.called for row in rows if taken[row.key] != 1]
    rest = _called([line for line, row in pairs if not row or taken[row.key] != 1])
    notes = _named(f"No line of {sheet.path} is surely theirs, so no mark is written", lost)
    return sure, notes + _named("No submission is surely theirs, so their lines stay", rest)


def _called(lines: Iterable[Line]) -> list[str]:
    return told_apart((one.called, next(filter(None, one.ids), "")) for one in lines)


def _named(words: str, names: Sequence[str]) -> list[str]:
    return [f"{words}: {_listed(names)}."] if names else []


def _only(index: Mapping[str, list[Row]], keys: Iterable[str]) -> Row | None:
    """Return the one row that some keys lead to; None where that is not one."""
    found = {row.key: row for key in keys if key for row in index.get(key, ())}
    return next(iter(found.values())) if len(found) == 1 else None


def _plain(words: str) -> str:
    return " ".join(normalize("NFC", words).casefold().split())


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return "; ".join(names[:NAMED]) + more


def as_json(rows: Iterable[Row]) -> str:
    """Return the Results of a class; what has none is named behind them."""
    once = {row.submission: row for row in rows}.values()  # of two students, too
    results = [one.result for one in once if one.result]
    reasons = [{"submission": one.submission, "reason": one.needs} for one in once if one.needs]
    told = {"version": VERSION, "submissions": results, "needs_person": reasons}
    return msgspec.json.encode(told).decode() + "\n"


def as_table(columns: Mapping[str, str], told: Iterable[Mapping[str, Cell]]) -> str:
    """Return a table by columns, without a cell that a spreadsheet takes for a formula."""
    text = io.StringIO(newline="")
    lines = ([_inert(cells.get(one, "")) for one in columns.values()] for cells in told)
    csv.writer(text).writerows([list(map(_inert, columns)), *lines])
    return text.getvalue()


def _inert(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell
