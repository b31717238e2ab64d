"""Answers that are right in many ways: examples of a learner's own choice, and any order of ties.

What an example does is computed here, from the scenario's own numbers and the chosen ones.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from msgspec import Struct

from checks.check.graph import close
from checks.run.observation import Observation

SMALL = 1e-3  # a gradient below it counts as small, one from it on as not 0
NONE = 1e-12  # what rounding leaves of a gradient of 0
Given = Mapping[str, Any]


class Example(Struct, frozen=True):
    """Numbers that a learner chose for one neuron, and what they do there.

    Attributes:
        z: the sum before the squash.
        slope: how far the output moves with it; the gradient of the bias.
        weights: the gradient of each weight.
        fits: whether they do what was asked for.
        idea: what distinguishes one wrong idea from another.
    """

    z: float
    slope: float
    weights: tuple[float, ...]
    fits: bool = False
    idea: str = ""

    @property
    def sizes(self) -> list[float]:
        return [abs(gradient) for gradient in self.weights]

    @property
    def largest(self) -> float:
        return max(*self.sizes, self.slope)

    @property
    def silent(self) -> list[int]:
        return [place for place, size in enumerate(self.sizes) if size < NONE]

    @property
    def steepness(self) -> str:
        if abs(self.z) < 1e-9:
            return "steepest"
        return "flat" if self.slope < SMALL else "steep"


def _neuron(w: Sequence[float], b: float, x: Sequence[float]) -> tuple[Any, ...]:
    z = b + sum(wi * xi for wi, xi in zip(w, x, strict=True))  # may be endless: some are chosen
    slope = 1.0 - math.tanh(z) ** 2
    return z, slope, tuple(slope * xi for xi in x)


def silence_one(given: Given, x: Sequence[float]) -> Example:
    """Try inputs that are to silence one weight, and no other."""
    w, b, i = given["arguments"]
    tried = Example(*_neuron(w, b, x))
    most = max(tried.sizes)
    fits = all(size < NONE if k == i else size >= SMALL for k, size in enumerate(tried.sizes))
    states = [
        "silent" if size < NONE else "nearly" if size < 0.05 * most else "heard"
        for size in tried.sizes
    ]
    return _with(tried, fits, " ".join(states))


def silence_all(given: Given, b: float) -> Example:
    """Try a bias that is to make all gradients small."""
    w, x = given["arguments"]
    tried = Example(*_neuron(w, b, x))
    size = "near 0" if abs(b) < 0.01 else "small" if abs(b) < 3.0 else "large"
    return _with(tried, tried.largest < SMALL, f"bias {size}")


def favour_smallest(given: Given, x: Sequence[float]) -> Example:
    """Try inputs that are to give the smallest weight the largest gradient."""
    w, b = given["arguments"]
    tried = Example(*_neuron(w, b, x))
    smallest = min(range(len(w)), key=lambda k: abs(w[k]))
    others = [size for k, size in enumerate(tried.sizes) if k != smallest]
    largest = [k for k, size in enumerate(tried.sizes) if close(size, max(tried.sizes))]
    return _with(tried, tried.sizes[smallest] > max(others) * (1 + 1e-9), f"largest {largest}")


def _with(tried: Example, fits: bool, idea: str) -> Example:
    return Example(tried.z, tried.slope, tried.weights, fits, f"{tried.steepness}, {idea}")


EXAMPLES: dict[str, Callable[[Given, Any], Example]] = {
    "silence_one": silence_one,
    "silence_all": silence_all,
    "favour_smallest": favour_smallest,
}


def example(given: Given, seen: Observation) -> Example | None:
    """Try the example that a learner chose; None if it has not the form that it should have."""
    function = given["function"]
    if function == "silence_all":
        thing = seen.things[seen.names["out"]]
        fits = thing.kind == "number" and isinstance(thing.number, float)
        return EXAMPLES[function](given, thing.number) if fits else None
    found = numbers(seen, "out")
    fits = found is not None and len(found) == len(given["arguments"][0])
    return EXAMPLES[function](given, found) if fits else None


def numbers(seen: Observation, name: str) -> list[float] | None:
    """Return the plain numbers in a list, or None if it is anything else."""
    thing = seen.things[seen.names[name]]
    items = [seen.things[row] for row in thing.parts]
    found = [one.number for one in items if one.kind == "number" and isinstance(one.number, float)]
    return found if thing.kind == "sequence" and len(found) == len(items) else None


def factors(given: Given, gradients: Sequence[float]) -> tuple[float, float, float]:
    """Return upstream, slope and input of a weight, from the gradients of all parameters."""
    x, j, i = given["arguments"]
    last = (j + 1) * (len(x) + 1) - 1  # where the neuron has its bias: its weights stand before
    *w, b = given["model"]["numbers"][last - len(x) : last + 1]
    _, slope, _ = _neuron(w, b, x)
    return gradients[last] / slope, slope, x[i]


# any order of what is equally large will do


def order(seen: Observation) -> list[int] | None:
    """Return the places in a list of parameters or of their places; None if it is no such list."""
    thing, own = seen.things[seen.names["out"]], seen.things[seen.names["values"]].parts
    places = {row: place for place, row in enumerate(own)}
    found = [places.get(row, _place(seen, row)) for row in thing.parts]
    known = [place for place in found if place is not None and 0 <= place < len(own)]
    return known if thing.kind == "sequence" and len(known) == len(found) else None


def _place(seen: Observation, row: int) -> int | None:
    thing = seen.things[row]
    return int(thing.number) if is_int(seen, row) and isinstance(thing.number, float) else None


def is_int(seen: Observation, row: int) -> bool:
    """Tell whether a number is a whole one: to Python, 41.0 is none."""
    return seen.things[row].kind == "number" and seen.things[row].type.startswith(("int", "uint"))


def is_complete(places: Sequence[int], sizes: Sequence[float]) -> bool:
    """Tell whether each parameter is there once."""
    return sorted(places) == list(range(len(sizes)))


def wrong_pair(places: Sequence[int], sizes: Sequence[float]) -> tuple[int, int] | None:
    """Return two places in the wrong order, one behind the other, if there are any."""
    for one, other in pairwise(places):
        if sizes[one] < sizes[other] and not close(sizes[one], sizes[other]):
            return one, other
    return None
