"""The graph: whether the numbers in an observation follow from their own computation.

Whatever a learner's process says, the trusted side computes every value again from the leaves, and
every gradient from the output. Numbers that a graph does not yield are worth nothing.
"""

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from checks.catalog import lesson
from checks.run.observation import Observation, Thing


def finite(number: object) -> float | None:
    """Return a number; None for what is none, or came as words because it is not finite."""
    return number if isinstance(number, float) else None


def close(a: object, b: object, tolerance: float = 1e-9) -> bool:
    """Tell whether two numbers agree; words and NaN agree with nothing."""
    if not isinstance(a, float | int) or not isinstance(b, float | int):
        return False
    return math.isclose(a, b, rel_tol=tolerance, abs_tol=tolerance * 1e-3)


class Doubt(NamedTuple):
    """Why numbers cannot be believed, in words.

    Attributes:
        is_of_gradients: only these cannot be.
        is_unknown: nothing is known to be wrong: an operation is none that is known here.
    """

    words: str
    is_of_gradients: bool = False
    is_unknown: bool = False


def doubt(observation: Observation) -> Doubt | None:
    """Return why the numbers cannot be believed, or None."""
    things = observation.things
    order = parents_first(things)
    if order is None:
        return Doubt("its computation graph has a loop, or a parent that is no Value")
    numbers: dict[int, float] = {}
    slopes: dict[int, Sequence[float]] = {}
    for row in order:
        thing = things[row]
        reported = thing.number
        if not isinstance(reported, float):
            return Doubt(f"one of its Values holds {reported}, not a finite number")
        if not thing.parts:
            numbers[row], slopes[row] = reported, ()
            continue
        made = _operation(thing, [numbers[part] for part in thing.parts])
        if made is None:
            return Doubt(
                f"one of its Values was made by an operation that the kit cannot follow "
                f"(`_op` is {thing.op!r}, parents: {len(thing.parts)})",
                is_unknown=True,
            )
        numbers[row], slopes[row] = made
        if made[0] != reported and not close(made[0], reported):
            return Doubt(
                f"a Value made by {thing.op!r} holds {reported:.12g}, "
                f"but its parents give {made[0]:.12g}"
            )
    return _doubt_gradients(observation, order, slopes)


def _doubt_gradients(
    observation: Observation, order: Sequence[int], slopes: dict[int, Sequence[float]]
) -> Doubt | None:
    root, things = observation.names.get("root"), observation.things
    grads = dict.fromkeys(order, 0.0)
    if root in grads:
        grads[root] = 1.0
        for row in reversed(order):
            if grad := grads[row]:
                for part, slope in zip(things[row].parts, slopes[row], strict=True):
                    grads[part] += slope * grad
    for row, grad in grads.items():
        reported = things[row].grad
        if reported != grad and isinstance(reported, float) and not close(reported, grad):
            words = f"a Value holds the gradient {reported:.6g}, but its graph gives {grad:.6g}"
            return Doubt(words, is_of_gradients=True)
    return None


def ancestors(
    things: Sequence[Thing], roots: Iterable[int], without: int | None = None
) -> set[int]:
    """Return some rows and all that they came from, but for what lies behind another row."""
    found: set[int] = set()
    waiting = list(roots)
    while waiting:
        row = waiting.pop()
        if row not in found and row != without:
            found.add(row)
            waiting += things[row].parts
    return found


def parents_first(things: Sequence[Thing]) -> list[int] | None:
    """Return the rows of all values, parents before children; None if there is a loop.

    A row is done when all of its parents are (Kahn, 1962): what is in a loop never is.
    """
    children: dict[int, list[int]] = {}
    missing: dict[int, int] = {}
    for row, thing in enumerate(things):
        if thing.kind == "value":
            missing[row] = len(thing.parts)
            for part in thing.parts:
                children.setdefault(part, []).append(row)
    order = [row for row, count in missing.items() if count == 0]
    for row in order:  # grows while it is walked
        for child in children.get(row, ()):
            missing[child] -= 1
            if missing[child] == 0:
                order.append(child)
    return order if len(order) == len(missing) else None


def history(things: Sequence[Thing], roots: Iterable[int]) -> list[int]:
    """Return some rows and all that they came from, parents first."""
    inside = ancestors(things, roots)
    return [row for row in parents_first(things) or () if row in inside]


def slopes(things: Sequence[Thing], row: int) -> Sequence[float]:
    """Return how far a value moves with each of its parents; nothing where that is unknown."""
    inputs = [number for n in things[row].parts if isinstance(number := things[n].number, float)]
    made = _operation(things[row], inputs) if inputs else None
    return made[1] if made else ()


Made = tuple[float, Sequence[float]]  # a result, and its slope for each parent


def _operation(thing: Thing, inputs: list[float]) -> Made | None:
    """Return what a value's operation gives on these inputs; None if it is unknown.

    An engine that keeps parents in a set has one parent for a + a and for a * a, and none of the
    two is first in a - b: there the order is the one that the reported number bears out.
    """
    made = lesson("shapes").made
    found: Made | None = made(thing.op, inputs)
    if found is None and len(inputs) == 1 and (twice := made(thing.op, inputs * 2)) is not None:
        result, slopes = twice
        return result, (sum(slopes),)
    if (
        found
        and found[0] != thing.number
        and len(inputs) == 2
        and not close(found[0], thing.number)
    ):
        turned: Made | None = made(thing.op, inputs[::-1])
        if turned and close(turned[0], thing.number):
            return turned[0], turned[1][::-1]
    return found
