"""The roster: a table that says whose each submission is, with a line for each student."""

import csv
import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from unicodedata import normalize

from checks.errors import KitError
from checks.instructor.gradebook import Student, stem

HEAD = "Its first line names the columns: submission, name, id. See solutions/README.md."


def read(path: Path, submissions: Iterable[str], earlier: Iterable[str] = ()) -> list[Student]:
    """Return the students on a roster, in its order.

    A line may call a submission by its whole name or without .zip, .py or .ipynb. One that calls
    none of them stands for a student who handed in nothing.

    Args:
        submissions: the names of what is in the folder now.
        earlier: the names of what was handed in before; one that is there now comes first.

    Raises:
        KitError: if it cannot be read as a roster.
    """
    known: dict[str, str] = {}
    for names in (sorted(earlier), list(submissions)):
        known |= {normalize("NFC", stem(name)): name for name in names}
        known |= {normalize("NFC", name): name for name in names}  # a whole name comes first
    found: dict[str, Student] = {}
    for line, row in _lines(path, _text(path)):
        if submission := row.get("submission"):
            own = known.get(normalize("NFC", submission), submission)
            if own in found:
                raise KitError(
                    f"{path}, line {line}: {submission} is there twice.",
                    fix="Leave one line for each submission.",
                )
            found[own] = Student(own, row.get("name", ""), row.get("id", ""))
    return list(found.values())


def _text(path: Path) -> str:
    """Read what spreadsheets write: UTF-8, with a mark or without, or UTF-16 as "Unicode text"."""
    try:
        content = path.read_bytes()
        is_wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
        return content.decode("utf-16" if is_wide else "utf-8-sig")
    except OSError as error:
        raise KitError(
            f"The roster {path} cannot be read ({error.strerror}).", fix="Name a table (CSV)."
        ) from error
    except UnicodeDecodeError as error:
        raise KitError(
            f"The roster {path} is not in UTF-8 (at byte {error.start}).",
            fix="Save it as CSV in UTF-8.",
        ) from error


def _lines(path: Path, text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the number of each line, and its cells by column."""
    separator = max(",;\t", key=text.lstrip().partition("\n")[0].count)
    table = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        head = [cell.strip().casefold() for cell in next(table, [])]
        if "submission" not in head or not {"name", "id"} & {*head}:
            raise KitError(f"The roster {path} has no columns submission and name.", fix=HEAD)
        for row in table:
            yield table.line_num, dict(zip(head, map(str.strip, row), strict=False))
    except csv.Error as error:
        raise KitError(
            f"{path}, line {table.line_num}, is no line of a table ({error}).", fix=HEAD
        ) from error
