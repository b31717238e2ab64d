"""How a review looks, of all that is claimed or of one submission: in a terminal, as a page."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from checks.catalog import Exercise, exercises
from checks.check.checks import checks
from checks.check.session import Checked
from checks.desk import solution
from checks.desk.page import rendered, whole
from checks.desk.screen import Report
from checks.desk.solution import Pair
from checks.errors import KitError
from checks.instructor.review import Review
from checks.submission import SOLUTIONS, STUBS, Submission


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


def compared(checked: Checked, submission: Submission, width: int, *, plain: bool) -> Group:
    """Return the verdicts, what differs in every check that does not pass, and both codes."""
    result = checked.result
    report = Report(result, {}, evidence=checked.evidence, width=width, plain=plain, full=True)
    parts = [report.heading(), Text(), report.progress()]
    parts += [part for detail in report.every_detail() for part in (Text(), detail)]
    for one, pairs in _written(submission):
        parts += [Text(), Text(one.title, "bold")]
        parts += solution.columns(pairs, submission.files[one.module], width, "The submission")
    return Group(*parts)


def compared_page(checked: Checked, submission: Submission) -> str:
    """Return the same as a page: the learner's, with the reference beside their functions."""
    both = [(one.title, one.file, pairs) for one, pairs in _written(submission)]
    return whole(checked.result, checked.evidence, compared=both)


def _written(submission: Submission) -> Iterator[tuple[Exercise, list[Pair]]]:
    """Yield what a submission and the reference have written, exercise by exercise."""
    for one in exercises():
        if one.stubbed and submission.files[one.module].suffix != ".ipynb":
            try:
                yield one, list(solution.pairs(one, own=submission.files[one.module]))
            except KitError:  # a file that is not there has nothing to compare
                continue
