"""Print what a class costs with this kit and with its peers, and what hostile answers come to.

    python -m tests.benchmarks.peers                      what is installed beside this kit
    python -m tests.benchmarks.peers --otter PYTHON       with the Python that has otter-grader
    python -m tests.benchmarks.peers --svg tests/benchmarks/cost.svg

The peers' dependencies do not agree with one another, so each has a virtual environment:

    python3 -m venv ../otter && ../otter/bin/python -m pip install otter-grader ipykernel
    python3 -m venv ../nbgrader && ../nbgrader/bin/python -m pip install nbgrader ipykernel
    python3 -m venv ../check50 && ../check50/bin/python -m pip install check50
    python -m tests.benchmarks.peers --otter ../otter/bin/python \\
        --nbgrader ../nbgrader/bin/python --check50 ../check50/bin/python

It takes about a quarter of an hour, on Linux, with bubblewrap. What is measured is the processor's
time, child processes included, and a ratio to a bare pytest run of one empty test in the same run.
"""

import argparse
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.benchmarks.cold import NotMeasuredError
from tests.benchmarks.peers import (
    Cost,
    Measured,
    bare,
    check50,
    measure,
    nbgrader,
    otter,
    ours,
    pytest_loop,
)
from tests.benchmarks.peers.drawing import drawing

PEERS = (ours.PEER, pytest_loop.PEER, check50.PEER, nbgrader.PEER, otter.PEER)
VERSION = "import importlib.metadata, sys; print(importlib.metadata.version(sys.argv[1]))"


def main() -> int:
    """Measure what is installed, print it, and draw it if that is asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.peers", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--submissions", type=int, default=16, metavar="N", help="largest class")
    parser.add_argument("--svg", type=Path, metavar="FILE", help="draws cost against submissions")
    for name in ("otter", "nbgrader", "check50"):
        parser.add_argument(f"--{name}", type=Path, metavar="PYTHON", help=f"has {name}")
    options = parser.parse_args()
    pythons = {
        otter.PEER: options.otter,
        nbgrader.PEER: options.nbgrader,
        check50.PEER: options.check50,
    }
    count: int = max(options.submissions, 1)
    sizes = tuple(sorted({1, max(count // 4, 1), count}))

    console, found = Console(), []
    try:
        base = bare()
    except NotMeasuredError as error:
        parser.exit(2, f"{error}\n")
    for peer in PEERS:
        # an environment's own link to Python is what tells which environment it is: not resolved
        python = (pythons.get(peer) or Path(sys.executable)).absolute()
        try:
            console.print(f"{peer.name}: {version(python, peer.package)}", highlight=False)
            found.append(measure(peer, python, sizes))
        except NotMeasuredError as error:
            console.print(f"{peer.name}: {error}", markup=False, highlight=False, soft_wrap=True)
    for table in (costs(found, base), outcomes(found)):
        console.print(table)
    if options.svg and found:
        options.svg.write_text(drawing(found, base), encoding="utf-8", newline="\n")
    return 0


def version(python: Path, package: str) -> str:
    """Return a package and its version.

    Raises:
        NotMeasuredError: if it is not installed, or there is no such Python.
    """
    words = [str(python), "-c", VERSION, package]
    try:
        done = subprocess.run(words, capture_output=True, text=True, check=False)
    except OSError as error:
        raise NotMeasuredError(f"{python} cannot be run ({error.strerror})") from None
    if done.returncode:
        raise NotMeasuredError(f"not installed: pip install {package}")
    return f"{package} {done.stdout.strip()}"


def costs(found: Sequence[Measured], base: Cost) -> Table:
    """Lay out the costs, as ratios to a bare pytest run."""
    sizes = list(found[0].classes) if found else []
    out = Table("x a bare pytest run", title="processor time, child processes included")
    for heading in ("once", *(f"each of {n}" for n in sizes), "wall, each"):
        out.add_column(heading, justify="right")
    for one in found:
        each = [cost.cpu / size for size, cost in one.classes.items()]
        wall = one.classes[sizes[-1]].wall / sizes[-1] / base.wall
        shown = [f"{cpu / base.cpu:.2f}" for cpu in (one.set_up.cpu, *each)]
        out.add_row(one.peer.name, *shown, f"{wall:.2f}")
    return out


def outcomes(found: Sequence[Measured]) -> Table:
    """Lay out what became of each hostile answer and of its neighbours."""
    cases = list(found[0].outcomes) if found else []
    out = Table("one of three", *cases, title="the class, and the one that solves nothing")
    for one in found:
        out.add_row(one.peer.name, *one.outcomes.values())
    return out


if __name__ == "__main__":
    sys.exit(main())
