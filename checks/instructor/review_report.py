"""The looks of a review, in a terminal and as a page."""

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from checks.catalog import exercises
from checks.check.roster import checks
from checks.instructor.review import Review
from checks.submission import SOLUTIONS, STUBS


def terminal(review: Review) -> RenderableType:
    """Return the figures and whatever falls short."""
    rows = Table.grid(padding=(0, 2))
    for name, figure in review.figures.items():
        rows.add_row(Text(name), Text(figure, "bold"))
    verdict = Text("All is as claimed.", "green")
    if review.faults:
        lines = "\n".join(f"  {fault}" for fault in review.faults)
        verdict = Text(f"What falls short, {len(review.faults)} in all:\n{lines}", "red")
    return Group(rows, Text(), Text(review.closest), Text(), verdict)


def page(review: Review) -> str:
    """Return the matrix of mistakes and checks as a page of its own."""
    from checks.desk.page import rendered

    found = sorted(review.mistakes, key=lambda one: one.mistake.id)
    rows = {one.id: [row for row in found if row.mistake.exercise == one.id] for one in exercises()}
    columns = {name: checks(name) for name in rows}
    return rendered("review.html", ("review.css",), review=review, columns=columns, rows=rows)


def solutions(width: int) -> RenderableType:
    """Return each solution in full beside its stub; below it where the terminal is narrow."""
    parts: list[RenderableType] = []
    for one in exercises():
        if one.stubbed:
            both = [
                Text((folder / one.file).read_text(encoding="utf-8").rstrip())
                for folder in (SOLUTIONS, STUBS)
            ]
            grid = Table.grid(padding=(0, 3, 1, 0))
            for row in [both] if width >= 180 else [[text] for text in both]:
                grid.add_row(*row)
            parts += [Text(f"{one.file}: the solution, and what is handed out\n", "bold"), grid]
    return Group(*parts)
