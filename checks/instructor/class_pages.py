"""The pages of a class for whoever teaches it, and the feedback to send back, in a new folder."""

import re
from collections.abc import Iterable
from pathlib import Path
from unicodedata import normalize

from checks import catalog
from checks.desk import page
from checks.desk.progress import Progress
from checks.errors import KitError
from checks.instructor import feedback
from checks.instructor.feedback import Detail
from checks.instructor.gradebook import Gradebook, Row
from checks.instructor.overview import Overview, overview
from checks.instructor.parcel import whole

INDEX, STUDENTS, FEEDBACK = "index.html", "students", "feedback"
LONGEST_NAME = 50
PORTS = {f"{port}{n}" for port in ("com", "lpt") for n in range(10)}
RESERVED = {"con", "prn", "aux", "nul", *PORTS}  # no file has such a name on Windows


def write(book: Gradebook, folder: Path, detail: Detail | None, progress: Progress) -> Overview:
    """Write the pages of a class, and feedback if wanted, to a new folder; return what is in them.

    Args:
        detail: how much the feedback tells; None for no feedback.
        progress: told of each page.

    Raises:
        KitError: if nothing is graded yet, the folder is not empty, or it cannot be written.
    """
    book.demand_graded()
    found = overview(book.latest(), book.students())
    try:
        # what is there is left alone: feedback may have been edited by hand
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
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
    names = file_names(found.rows)
    (folder / INDEX).write_text(index(book, found, names), encoding="utf-8")
    (folder / STUDENTS).mkdir()
    if detail is not None:
        (folder / FEEDBACK).mkdir()
    step = progress("pages", len(found.rows))
    for row in found.rows:
        name = names[row.submission]
        if row.result is not None:
            path = folder / STUDENTS / f"{name}.html"
            path.write_text(student(book, row), encoding="utf-8")
        if detail is not None:
            path = folder / FEEDBACK / f"{name}.txt"
            path.write_text(feedback.write(row, detail), encoding="utf-8")
        step()


def index(book: Gradebook, found: Overview, names: dict[str, str]) -> str:
    """Return the page of the whole class; it links to the students' pages."""
    sheets = ("report.css", "class.css")
    run = book.runs()[-1]
    return page.rendered("class.html", sheets, found=found, names=names, run=run)


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
