"""How does a class look? As pages for whoever teaches it, and as feedback to send back."""

import re
from collections.abc import Iterable
from pathlib import Path
from unicodedata import normalize

from checks.desk import page
from checks.desk.progress import Progress
from checks.errors import KitError
from checks.instructor import feedback
from checks.instructor.feedback import Detail
from checks.instructor.gradebook import Gradebook, Row
from checks.instructor.overview import Overview, overview
from checks.instructor.parcel import whole
from checks.lesson.exhibits import excerpt

INDEX, STUDENTS, FEEDBACK = "index.html", "students", "feedback"
LONGEST_NAME = 50
RESERVED = (
    "con",
    "prn",
    "aux",
    "nul",
    *(f"{port}{n}" for port in ("com", "lpt") for n in range(10)),
)


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
    names = file_names(found.rows)
    try:
        _demand_empty(folder)
        folder.parent.mkdir(parents=True, exist_ok=True)
        with whole(folder) as fresh:
            (fresh / INDEX).write_text(index(book, found, names), encoding="utf-8")
            (fresh / STUDENTS).mkdir()
            step = progress("pages", len(found.rows))
            for row in found.rows:
                if row.result is not None:
                    path = fresh / STUDENTS / f"{names[row.submission]}.html"
                    path.write_text(student(book, row), encoding="utf-8")
                step()
            if detail is not None:
                (fresh / FEEDBACK).mkdir()
                for row in found.rows:
                    path = fresh / FEEDBACK / f"{names[row.submission]}.txt"
                    path.write_text(feedback.write(row, detail), encoding="utf-8")
    except OSError as error:
        raise KitError(
            f"The pages cannot be written to {folder}: {error.strerror}.",
            fix="Name another folder: --to FOLDER",
        ) from error
    return found


def index(book: Gradebook, found: Overview, names: dict[str, str]) -> str:
    """Return the page of the whole class; it links to the students' pages."""
    run = book.runs()[-1]
    return page.rendered(
        "class.html", ("report.css", "class.css"), found=found, names=names, run=run
    )


def student(book: Gradebook, row: Row) -> str:
    """Return the page of one student, who has a Result."""
    assert row.result is not None
    return page.whole(
        row.result,
        excerpt.unpacked(book.excerpt(row)),
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


def _demand_empty(folder: Path) -> None:
    """Leave what is there alone: feedback may have been edited by hand."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise KitError(
            f"{folder} is there already.", fix="Name a new or an empty folder: --to FOLDER"
        )
