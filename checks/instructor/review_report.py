"""How does a review look, in a terminal and as a page?"""

from pathlib import Path

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from checks.check.roster import checks
from checks.instructor.review import JUDGED, Review
from checks.submission import MODULES, SOLUTIONS, STUBS


def terminal(review: Review) -> RenderableType:
    """Return the figures and whatever falls short."""
    rows = Table.grid(padding=(0, 2))
    known, rejected = len(review.mistakes), len(review.rejected)
    caught = review.mutants - len(review.survivors) - len(review.equivalent)
    for name, figure in (
        ("mistakes caught, at their own exercise alone", f"{review.caught} of {known}"),
        ("mistakes recognised as themselves", f"{review.recognised} of {known}"),
        ("other right answers rejected", f"{rejected} of {review.alternatives}"),
        ("checks that catch no mistake", f"{len(review.idle_checks)}"),
        ("mutants of the solutions caught", f"{caught} of {review.mutants}"),
        ("mutants that do the same, each with a reason", f"{len(review.equivalent)}"),
        ("mutants that pass without a reason", f"{len(review.survivors)}"),
    ):
        rows.add_row(Text(name), Text(figure, "bold"))
    close = Text(_closest(review))
    verdict = Text("All is as claimed.", "green") if not review.faults else _faults(review)
    return Group(rows, Text(), close, Text(), verdict)


def _closest(review: Review) -> str:
    if review.closest is None:
        return "There are no two mistakes to tell apart."
    one, other = review.closest.ids
    return f"The closest pair of mistakes: {one} and {other}, {_apart(review.closest.scenarios)}"


def _apart(scenarios: int) -> str:
    if scenarios == 0:
        return "alike in every number, told apart by how often tanh is called."
    return f"which differ in {scenarios} scenario{'s' * (scenarios > 1)}."


def _faults(review: Review) -> Text:
    lines = "\n".join(f"  {fault}" for fault in review.faults)
    return Text(f"What falls short, {len(review.faults)} in all:\n{lines}", "red")


def page(review: Review) -> str:
    """Return the matrix of mistakes and checks as a page of its own."""
    from checks.desk.page import rendered

    columns = {name: [c for c in checks() if c.exercise == name] for name in (*JUDGED, "network")}
    rows = {
        name: sorted(
            (one for one in review.mistakes if one.mistake.exercise == name),
            key=lambda one: one.mistake.id,
        )
        for name in columns
    }
    return rendered("review.html", ("review.css",), review=review, columns=columns, rows=rows)


def solutions(width: int) -> RenderableType:
    """Return each solution in full beside its stub; below it where the terminal is narrow."""
    parts: list[RenderableType] = []
    for module in MODULES[1:]:
        solution, stub = (_read(folder / f"{module}.py") for folder in (SOLUTIONS, STUBS))
        parts += [Text(f"{module}.py: the solution, and what is handed out", "bold"), Text()]
        if width < 180:
            parts += [solution, Text(), stub, Text()]
        else:
            both = Table.grid(padding=(0, 3, 0, 0))
            both.add_row(solution, stub)
            parts += [both, Text()]
    return Group(*parts)


def _read(path: Path) -> Text:
    return Text(path.read_text(encoding="utf-8").rstrip())
