"""How are the marks of a class written down, for a spreadsheet or for a program?"""

import csv
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from checks.catalog import exercises
from checks.check.result import VERSION
from checks.errors import KitError
from checks.instructor.gradebook import Row

FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would calculate


def write(target: str, lines: Iterable[str], to_do: str) -> None:
    """Write lines to a file, or to standard output for "-".

    Args:
        to_do: what to do next if it cannot be written.

    Raises:
        KitError: if it cannot be written.
    """
    if target == "-":
        sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
        sys.stdout.writelines(lines)
        return
    # Excel takes a table for UTF-8 only if it begins with the mark
    encoding = "utf-8-sig" if target.lower().endswith(".csv") else "utf-8"
    try:
        with Path(target).open("w", encoding=encoding, newline="") as file:
            file.writelines(lines)
    except OSError as error:
        raise KitError(f"{target} cannot be written ({error.strerror}).", fix=to_do) from error


def lines(rows: Iterable[Sequence[str | float]]) -> Iterator[str]:
    """Yield the lines of a table, without a cell that a spreadsheet takes for a formula."""
    writer = csv.writer(out := _Last())
    for row in rows:
        writer.writerow([_cell(content) for content in row])
        yield out.line


def as_csv(rows: Iterable[Row], checks: Sequence[str] = ()) -> Iterator[str]:
    """Yield a table with a line for each submission: its student, marks, verdicts, and advice.

    Args:
        checks: the ids of those whose verdicts have a column each.
    """
    names = [one.id for one in exercises() if not one.given]
    parts = [f"{name} {what}" for name in names for what in ("verdict", "points")]
    head = ["submission", "student", "id", "verdict", "points", "out_of", *parts]
    yield from lines([[*head, "mistakes", "needs_a_person", *checks]])
    yield from lines(_cells(row, names, checks) for row in rows)


def _cells(row: Row, names: list[str], checks: Sequence[str]) -> list[str | float]:
    cells: list[str | float] = [row.submission, row.student, row.student_id]
    result = row.result
    if result is None:
        return [*cells, *[""] * (3 + 2 * len(names) + 1), row.reason, *[""] * len(checks)]
    by_id = {one.id: one for one in result.exercises}
    cells += [result.verdict, result.points, result.out_of]
    for name in names:
        one = by_id.get(name)
        cells += ["", ""] if one is None else [one.verdict, one.points]
    mistakes = [one.advice.mistake for one in result.exercises if one.advice]
    verdicts = {check.id: check.verdict for one in result.exercises for check in one.checks}
    return [*cells, " ".join(mistakes), row.reason, *(verdicts.get(id, "") for id in checks)]


def _cell(content: str | float) -> str | float:
    """Return a cell that no spreadsheet takes for a formula."""
    is_formula = isinstance(content, str) and content.startswith(FORMULA)
    return f"'{content}" if is_formula else content


class _Last:
    """Keeps the line that was written last."""

    line = ""

    def write(self, line: str) -> None:
        self.line = line


def as_json(rows: Iterable[Row]) -> Iterator[str]:
    """Yield the Results of a class as JSON, one in a line; what has none is named behind them."""
    reasons = []
    yield f'{{"version":{VERSION},"submissions":['
    comma = "\n"
    for row in rows:
        if row.reason:
            reasons.append({"submission": row.submission, "reason": row.reason})
        if row.result is not None:
            yield comma + msgspec.json.encode(row.result).decode()
            comma = ",\n"
    yield f'\n],"needs_person":{msgspec.json.encode(reasons).decode()}}}\n'
