"""What do the budgets' ratios come to?  `python -m tests.benchmarks` measures and prints them.

Single times differ from machine to machine and from minute to minute; a ratio of two that were
measured in turns, in one run, hardly does.  So every budget is a ratio, and no test asserts a time.
"""

import statistics
from collections.abc import Callable
from dataclasses import dataclass

Measure = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the report.

    Attributes:
        measured: "" when it could not be measured.
        met: None when it was not measured, or has no budget of its own.
        missing: what has to be done before it can be measured; "" when that is left to you.
    """

    what: str
    measured: str = ""
    with_children: str = ""
    budget: str = ""
    met: bool | None = None
    missing: str = ""


def ratio_row(what: str, ratio: float, budget: float, with_children: float | None = None) -> Row:
    """Hold a ratio to its budget; the one with child processes is shown beside it, and not held."""
    children = "" if with_children is None else f"{with_children:.2f} x"
    return Row(what, f"{ratio:.2f} x", children, at_most(budget), ratio <= budget)


def at_most(budget: float) -> str:
    """Write a budget the way the report shows it."""
    return f"<= {budget} x"


def median_ratio(ours: Measure, theirs: Measure, pairs: int) -> float:
    """Return the median of ours / theirs over pairs of neighbours in time.

    Whatever slows the machine down for a while slows both of a pair; who goes first alternates.
    """
    ratios = []
    for pair in range(pairs):
        if pair % 2:
            base = theirs()
            ratios.append(ours() / base)
        else:
            top = ours()
            ratios.append(top / theirs())
    return statistics.median(ratios)
