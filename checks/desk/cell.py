"""A report in a notebook's cell."""

from checks.catalog import exercise
from checks.check import session
from checks.desk import page, terminal
from checks.desk.screen import Report
from checks.errors import KitError
from checks.submission import EXERCISES, at

WIDTH = 88  # of the plain text, where there is no HTML


class Cell:
    """One check of the exercises: as HTML where a notebook shows it, else as text.

    What keeps the kit from checking is shown in its place, not raised: a notebook answers an
    exception with a page of the kit's own lines.
    """

    def __init__(self, name: str | None) -> None:
        try:
            chosen = () if name is None else (exercise(name).id,)
            checked = session.check(at(EXERCISES), chosen)
            if not checked.result.exercises:
                raise session.NothingToCheck
        except KitError as error:
            self._text, self._html = f"{error}\nTo do: {error.fix}", page.refusal(error)
            return
        result, evidence = checked.result, checked.evidence
        report = Report(result, {}, width=WIDTH, plain=False, full=False, evidence=evidence)
        self._text = terminal.text(report.whole(), WIDTH)
        self._html = page.fragment(result, evidence)

    def __repr__(self) -> str:
        return self._text

    def _repr_html_(self) -> str:
        return self._html
