"""Answers that are right in many ways: examples of a learner's own choice, and any order of ties.

What an example does is computed here, from the scenario's own numbers and the chosen ones.
"""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from msgspec import Struct

from checks.catalog import lesson
from checks.check.facts import Facts, close
from checks.lesson.causes import SIGNS
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
    """

    bias: float
    z: float
    slope: float
    weights: tuple[float, ...]

    @property
    def sizes(self) -> list[float]:
        return [abs(gradient) for gradient in self.weights]

    @property
    def silent(self) -> list[int]:
        return [place for place, size in enumerate(self.sizes) if size < NONE]

    @property
    def steepness(self) -> str:
        if abs(self.z) < 1e-9:
            return "steepest"
        return "flat" if self.slope < SMALL else "steep"

    def fits(self, given: Given) -> bool:
        """Tell whether they do what was asked for."""
        first, _, *others = given["arguments"]
        if given["function"] == "silence_all":
            return max(*self.sizes, self.slope) < SMALL
        if given["function"] == "silence_one":
            loud = [size >= SMALL for k, size in enumerate(self.sizes) if k != others[0]]
            return self.silent == others and all(loud)
        place = smallest(first)
        rest = [size for k, size in enumerate(self.sizes) if k != place]
        return self.sizes[place] > max(rest) * (1 + 1e-9)

    def idea(self, function: str) -> str:
        """Tell one wrong idea from another."""
        most = max(self.sizes)
        if function == "silence_all":
            size = abs(self.bias)
            what = "bias near 0" if size < 0.01 else "bias small" if size < 3.0 else "bias large"
        elif function == "favour_smallest":
            what = f"largest {[k for k, size in enumerate(self.sizes) if close(size, most)]}"
        else:
            nearly = [k for k, size in enumerate(self.sizes) if NONE <= size < 0.05 * most]
            what = f"silent {self.silent}, nearly {nearly}"
        return f"{self.steepness}, {what}"


def smallest(w: Sequence[float]) -> int:
    """Return the place of the number nearest to 0."""
    return min(range(len(w)), key=lambda k: abs(w[k]))


def neuron(w: Sequence[float], b: float, x: Sequence[float]) -> Example:
    """Differentiate a neuron's output by its weights and its bias: by the chain rule, in floats."""
    z = b + sum(wi * xi for wi, xi in zip(w, x, strict=True))  # may be endless: some are chosen
    slope = 1.0 - math.tanh(z) ** 2
    return Example(b, z, slope, tuple(slope * xi for xi in x))


def example(given: Given, seen: Observation) -> Example | None:
    """Try the example that a learner chose; None if it has not the form that it should have."""
    out, (first, second, *_) = seen.things[seen.names["out"]], given["arguments"]
    if given["function"] == "silence_all":
        is_number = out.kind == "number" and isinstance(out.number, float)
        turned = _numbers(seen, "turned") if "turned" in seen.names else None
        return neuron(first, float(out.number or 0.0), turned or second) if is_number else None
    x = _numbers(seen, "out")
    return neuron(first, second, x) if x is not None and len(x) == len(first) else None


def _numbers(seen: Observation, name: str) -> list[float] | None:
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
    slope = neuron(w, b, x).slope
    return gradients[last] / slope, slope, x[i]


def gradient_of_moved(model: Given, x: Sequence[float], k: int, h: float) -> float:
    """Return the gradient of a parameter of a network where it is moved by h."""
    kind = lesson("stubs.engine").Value
    row = dict(enumerate(map(kind, [*model["numbers"], *x])))
    row[k].data += h
    for table in (table for layer in model["layers"] for table in layer):
        for place, sign, *operands in table["steps"]:
            one, *other = (row[operand] for operand in operands)
            row[place] = one.tanh() if sign == "tanh" else SIGNS[sign](one, *other)
    row[table["result"]].backward()
    return float(row[k].grad)


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
    is_whole = re.fullmatch(r"u?int(8|16|32|64)?", seen.things[row].type)  # numpy's, too
    return seen.things[row].kind == "number" and is_whole is not None


def wrong_pair(places: Sequence[int], sizes: Sequence[float]) -> tuple[int, int] | None:
    """Return two places in the wrong order, one behind the other, if there are any."""
    for one, other in pairwise(places):
        if sizes[one] < sizes[other] and not close(sizes[one], sizes[other]):
            return one, other
    return None


# what all right answers have in common, and all answers with the same thing wrong


def facts(given: Given, seen: Observation) -> tuple[Facts, set[str]]:
    """Return what stands for an answer, and the names whose things it stands for."""
    wanted = {"out", "values", "gradients"} if "model" in given else {"out", "arguments", "made"}
    if not wanted <= seen.names.keys():  # no worker of ours wrote it
        return {}, set()
    if given["function"] in ("silence_one", "silence_all", "favour_smallest"):
        return _of_example(given, seen)
    if "model" in given:
        return _of_network(given, seen)
    made = "some" if seen.things[seen.names["made"]].number else "none"
    whole = "yes" if is_int(seen, seen.names["out"]) else "no"
    return {"made": made, "is an int": whole}, {"made"}


def _of_example(given: Given, seen: Observation) -> tuple[Facts, set[str]]:
    """Return how an example fares; one that fits looks like every other that does."""
    tried = example(given, seen)
    if tried is None:
        return {}, {"arguments", "made", "turned"}
    lists = seen.things[seen.names["arguments"]].parts
    now = [seen.things[row].number for one in lists for row in seen.things[one].parts]
    before = [n for one in given["arguments"] if isinstance(one, list | tuple) for n in one]
    kept = "as before" if _alike(now, before) else "changed"
    out = "fits" if tried.fits(given) else tried.idea(given["function"])
    return {"out": out, "arguments": kept}, {"arguments", "made", "out", "turned"}


def _of_network(given: Given, seen: Observation) -> tuple[Facts, set[str]]:
    """Return what the parameters are now, and in words what may be right in many ways."""
    gradients = _numbers(seen, "gradients")
    if gradients is None or len(gradients) != len(given["model"]["numbers"]):
        return {}, set()
    own = [seen.things[row].number for row in seen.things[seen.names["values"]].parts]
    found: Facts = {f"values[{k}]": "None" if n is None else n for k, n in enumerate(own)}
    out: Facts = {}
    if given["function"] == "rank_parameters":
        out = _order(order(seen), [abs(gradient) for gradient in gradients])
    elif given["function"] == "gradient_factors":
        got, wanted = _numbers(seen, "out") or (), factors(given, gradients)
        if not _alike(got, wanted) and _alike(sorted(got), sorted(wanted)):
            out = {"out": "in another order"}
    return found | out, {"values", *(["out"] if out else [])}


def _order(places: Sequence[int] | None, sizes: Sequence[float]) -> Facts:
    if places is None:
        return {}
    if sorted(places) == list(range(len(sizes))):
        if wrong_pair(places, sizes) is None:
            return {"out": "largest first"}
        if any(close(a, b) for a, b in pairwise(sorted(sizes))):
            return {"out": "in another order"}  # chance may decide which
    return {f"out[{number}]": float(place) for number, place in enumerate(places)}


def _alike(found: Iterable[object], wanted: Iterable[float]) -> bool:
    found, wanted = [*found], [*wanted]
    return len(found) == len(wanted) and all(map(close, found, wanted))
