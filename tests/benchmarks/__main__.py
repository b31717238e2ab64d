"""Print the budgets' ratios, measured in this run.

    python -m tests.benchmarks            the real thing; a few minutes
    python -m tests.benchmarks --smoke    few repetitions, no callgrind: shows that it runs

Exit status: 0 every measured budget is met, 1 one is not, 2 something could not be measured.
With --smoke a missed budget is shown, and the status is 0 all the same.
"""

import argparse
import sys

from rich.console import Console
from rich.table import Table

from tests.benchmarks import Row, cold, engine, grading, watch


def main() -> int:
    """Measure, print and return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--smoke", action="store_true", help="few repetitions, no callgrind")
    smoke: bool = parser.parse_args().smoke

    if not smoke:
        print("This takes a few minutes; the quieter the machine, the better.", file=sys.stderr)
    parts = (engine, cold, watch, grading)
    rows = [row for part in parts for row in part.rows(smoke)]
    console = Console()
    console.print(table(rows, " (smoke: too few repetitions to judge by)" if smoke else ""))
    for missing in dict.fromkeys(row.missing for row in rows if row.missing):
        console.print(missing, markup=False, highlight=False, soft_wrap=True)
    return status(rows, smoke)


def table(rows: list[Row], remark: str) -> Table:
    """Lay the rows out; words say what a colour would."""
    out = Table("what", title=f"Python {sys.version.split()[0]}{remark}")
    for heading in ("measured", "with children", "budget", "met?"):
        out.add_column(heading, justify="right")
    words = {True: "yes", False: "no", None: ""}
    for row in rows:
        measured = row.measured or "not measured"
        out.add_row(row.what, measured, row.with_children, row.budget, words[row.met])
    return out


def status(rows: list[Row], smoke: bool) -> int:
    """Return the exit status that the rows come to."""
    if any(row.missing for row in rows):
        return 2
    return int(not smoke and any(row.met is False for row in rows))


if __name__ == "__main__":
    sys.exit(main())
