"""The comparison: a learner's work beside the reference, for a person to read."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from checks.catalog import Exercise, exercises
from checks.check.session import Checked
from checks.desk import solution
from checks.desk.page import whole
from checks.desk.screen import Report
from checks.desk.solution import Pair
from checks.errors import KitError
from checks.submission import Submission

THEIRS = "The submission"


def terminal(
    checked: Checked, submission: Submission, width: int, *, plain: bool
) -> RenderableType:
    """Return the verdicts, what differs in every check that does not pass, and both codes."""
    result = checked.result
    report = Report(result, {}, evidence=checked.evidence, width=width, plain=plain, full=True)
    parts = [report.heading(), Text(), report.progress()]
    parts += [part for detail in report.every_detail() for part in (Text(), detail)]
    for one, pairs in _written(submission):
        parts += [Text(), Text(one.title, "bold")]
        parts += solution.columns(pairs, submission.files[one.module], width, THEIRS)
    return Group(*parts)


def page(checked: Checked, submission: Submission) -> str:
    """Return the same as a page: the learner's, with the reference beside their functions."""
    compared = [(one.title, one.file, pairs) for one, pairs in _written(submission)]
    return whole(checked.result, checked.evidence, compared=compared)


def _written(submission: Submission) -> Iterator[tuple[Exercise, list[Pair]]]:
    """Yield what a submission and the reference have written, exercise by exercise."""
    for one in exercises():
        if one.stubbed:
            try:
                yield one, list(solution.pairs(one, own=submission.files[one.module]))
            except KitError:  # a file that is not there has nothing to compare
                continue
