"""How fast is the engine?  Forward and backward against micrograd 0.1.0, in one process."""

import gc
import importlib
import random
import sys
import time
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from tests.benchmarks import Row, at_most, median_ratio, ratio_row

SOLUTIONS = Path(__file__).resolve().parents[2] / "solutions"
BUDGET = 0.7
MICROGRAD = "0.1.0"
CHAIN = 50_000


def rows(smoke: bool) -> list[Row]:
    """Measure the network and try the chain."""
    if str(SOLUTIONS) not in sys.path:
        sys.path.insert(0, str(SOLUTIONS))
    return [network(smoke), chain()]


def network(smoke: bool) -> Row:
    """Time MLP(3, [4, 4, 1]) in both, each with the MLP that comes with it."""
    what = f"MLP(3, [4, 4, 1]), forward + backward / micrograd {MICROGRAD}"
    if missing := missing_micrograd():
        return Row(what, budget=at_most(BUDGET), missing=missing)
    passes, pairs = (20, 3) if smoke else (200, 31)
    ours = timer(importlib.import_module("mlp").MLP, passes)
    theirs = timer(importlib.import_module("micrograd.nn").MLP, passes)
    return ratio_row(what, median_ratio(ours, theirs, pairs), BUDGET)


def missing_micrograd() -> str:
    """Say what to install; "" when nothing is missing."""
    try:
        found = version("micrograd")
    except PackageNotFoundError:
        found = "no micrograd"
    if found == MICROGRAD:
        return ""
    return f'micrograd {MICROGRAD} is needed, found {found}: python -m pip install ".[benchmark]"'


def timer(mlp: Callable[[int, list[int]], Any], passes: int) -> Callable[[], float]:
    """Return a function that returns the seconds of so many forward and backward passes."""
    random.seed(4)
    model = mlp(3, [4, 4, 1])

    def seconds() -> float:
        # The collector stays on, as for everybody; it only must not start with others' litter.
        gc.collect()
        start = time.perf_counter()
        for _ in range(passes):
            model([2.0, 3.0, -1.0]).backward()
        return time.perf_counter() - start

    seconds()  # warm up
    return seconds


def chain() -> Row:
    """Try a chain of operations that is far deeper than Python's own recursion goes."""
    ours = attempt(importlib.import_module("engine").Value)
    what = f"chain of {CHAIN:,} operations"
    if not missing_micrograd():
        theirs = attempt(importlib.import_module("micrograd.engine").Value)
        what += f" (micrograd {MICROGRAD}: {theirs})"
    return Row(what, ours, budget="works", met=ours == "works")


def attempt(value: Callable[[float], Any]) -> str:
    """Go forward and backward; return "works", or the name of the error."""
    x = y = value(1.0)
    try:
        for _ in range(CHAIN):
            y = y + 1.0
        y.backward()
    except RecursionError as error:
        return type(error).__name__
    return "works" if (y.data, x.grad) == (CHAIN + 1, 1) else "wrong"
