"""What does an answer show that may be right in many ways? Its traits, the same for all such ways.

Where any example will do, or any order of what is equally large, numbers are not compared with the
reference's: what is asked of them is computed here from the scenario's own numbers, by calculus.
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from msgspec import Struct

from checks.check.graph import close
from checks.lesson import calculus
from checks.run.observation import Observation

SMALL = 1e-3  # a gradient below it counts as small, one from it on as not 0
NONE = 1e-12  # what rounding leaves of a gradient of 0
Given = Mapping[str, Any]
Traits = dict[str, Any]


def of(given: Given, seen: Observation) -> Traits:
    """Return what stands for the things of a scenario that calls a function, by their names."""
    function = given.get("function")
    wanted = {"out", "values"} if "model" in given else {"out", "arguments", "made"}
    if function is None or not wanted <= seen.names.keys():  # no worker of ours wrote it
        return {}
    if function in EXAMPLES:
        return _of_example(given, seen)
    if "model" in given:
        return _of_network(given, seen)
    built = seen.things[seen.names["made"]].number
    return {"made": "some" if built else "none", "is an int": is_int(seen)}


def is_int(seen: Observation) -> bool:
    """Tell whether an answer is a whole number: to Python, 41.0 is none."""
    thing = seen.things[seen.names["out"]]
    return thing.kind == "number" and thing.type.startswith(("int", "uint"))


def numbers(seen: Observation, name: str) -> list[float] | None:
    """Return the plain numbers in a list, or None if it is anything else."""
    thing = seen.things[seen.names[name]]
    items = [seen.things[row] for row in thing.parts]
    found = [one.number for one in items if one.kind == "number" and isinstance(one.number, float)]
    return found if thing.kind == "sequence" and len(found) == len(items) else None


def _alike(found: Sequence[object], wanted: Sequence[float]) -> bool:
    return len(found) == len(wanted) and all(map(close, found, wanted))


# any example will do


class Example(Struct, frozen=True):
    """Numbers that a learner chose for one neuron, and what they do there.

    Attributes:
        fits: whether they do what was asked for.
        neuron: the neuron's gradients with them.
        traits: what distinguishes one wrong idea from another.
    """

    fits: bool
    neuron: calculus.Neuron
    traits: Traits


def silence_one(given: Given, x: Sequence[float]) -> Example:
    """Try inputs that are to silence one weight, and no other."""
    w, b, i = given["arguments"]
    neuron = calculus.neuron(w, b, x)
    sizes = [abs(gradient) for gradient in neuron.weights]
    fits = all(size < NONE if k == i else size >= SMALL for k, size in enumerate(sizes))
    states = [_state(size, max(sizes)) for size in sizes]
    return Example(fits, neuron, {"weights": states, "slope": _steepness(neuron)})


def _state(size: float, largest: float) -> str:
    if size < NONE:
        return "silent"
    return "nearly silent" if size < 0.05 * largest else "heard"


def _steepness(neuron: calculus.Neuron) -> str:
    if abs(neuron.z) < 1e-9:
        return "steepest"
    return "flat" if neuron.slope < SMALL else "steep"


def silence_all(given: Given, b: float) -> Example:
    """Try a bias that is to make all gradients small."""
    w, x = given["arguments"]
    neuron = calculus.neuron(w, b, x)
    size = "near 0" if abs(b) < 0.01 else "small" if abs(b) < 3.0 else "large"
    traits = {"slope": _steepness(neuron), "bias": size}
    return Example(neuron.largest < SMALL, neuron, traits)


def favour_smallest(given: Given, x: Sequence[float]) -> Example:
    """Try inputs that are to give the smallest weight the largest gradient."""
    w, b = given["arguments"]
    neuron = calculus.neuron(w, b, x)
    sizes = [abs(gradient) for gradient in neuron.weights]
    smallest = min(range(len(w)), key=lambda k: abs(w[k]))
    others = [size for k, size in enumerate(sizes) if k != smallest]
    largest = [float(k) for k, size in enumerate(sizes) if close(size, max(sizes))]
    traits = {"largest": largest, "slope": _steepness(neuron)}
    return Example(sizes[smallest] > max(others) * (1 + 1e-9), neuron, traits)


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
    found, count = numbers(seen, "out"), len(given["arguments"][0])
    return EXAMPLES[function](given, found) if found and len(found) == count else None


def _of_example(given: Given, seen: Observation) -> Traits:
    """Return how an example fares; one that fits looks like every other that does."""
    tried, aside = example(given, seen), {"arguments": "", "made": ""}
    if tried is None:
        return aside
    if tried.fits:
        return {**aside, "out": "fits"}
    return {**aside, "out": tried.traits, "arguments": _first_argument(given, seen)}


def _first_argument(given: Given, seen: Observation) -> str:
    """Tell whether the list of weights is what it was before the call."""
    rows = seen.things[seen.names["arguments"]].parts
    now = [seen.things[row].number for first in rows[:1] for row in seen.things[first].parts]
    return "as before" if _alike(now, given["arguments"][0]) else "changed"


# any order of what is equally large will do


class Order(Struct, frozen=True):
    """The parameters of a network in the order in which a learner puts them.

    Attributes:
        places: the place in parameters() of each, the first first.
        sizes: how large the gradient of each parameter is, by its place.
    """

    places: list[int]
    sizes: list[float]

    @property
    def is_complete(self) -> bool:
        """Tell whether each parameter is there once."""
        return sorted(self.places) == list(range(len(self.sizes)))

    @property
    def is_right(self) -> bool:
        return self.is_complete and self.wrong is None

    @property
    def has_ties(self) -> bool:
        """Tell whether chance may decide the order of some."""
        return any(close(a, b) for a, b in pairwise(sorted(self.sizes)))

    @property
    def wrong(self) -> tuple[int, int] | None:
        """Return two places in the wrong order, one behind the other, if there are any."""
        for one, other in pairwise(self.places):
            smaller, larger = self.sizes[one], self.sizes[other]
            if smaller < larger and not close(smaller, larger):
                return one, other
        return None


def order(given: Given, seen: Observation) -> Order | None:
    """Return the order in a list of parameters or of their places; None if it is no such list."""
    thing = seen.things[seen.names["out"]]
    own = {row: place for place, row in enumerate(seen.things[seen.names["values"]].parts)}
    if thing.kind != "sequence":
        return None
    items = [own.get(row, _place(seen, row)) for row in thing.parts]
    sizes = [abs(g) for g in network(given).gradients]
    places = [place for place in items if place is not None and 0 <= place < len(sizes)]
    return Order(places, sizes) if len(places) == len(items) else None


def _place(seen: Observation, row: int) -> int | None:
    thing = seen.things[row]
    is_whole = thing.kind == "number" and thing.type.startswith(("int", "uint"))
    return int(thing.number) if is_whole and isinstance(thing.number, float) else None


def factors(given: Given) -> tuple[float, float, float]:
    """Return upstream, slope and input of the weight that a scenario asks for."""
    x, j, i = given["arguments"]
    found = network(given)
    return found.upstream[0][j], found.slopes[0][j], x[i]


def network(given: Given) -> calculus.Network:
    """Return the gradients of the network that a scenario gives to a learner's function."""
    left = iter(given["model"]["numbers"])
    layers = [
        [[next(left) for _ in range(table["inputs"] + 1)] for table in layer["neurons"]]
        for layer in given["model"]["layers"]
    ]
    return calculus.network(layers, given["arguments"][0])


def _of_network(given: Given, seen: Observation) -> Traits:
    """Return whether the network is as before, and in words what may be right in many ways."""
    now = [seen.things[row].number for row in seen.things[seen.names["values"]].parts]
    traits: Traits = {"values": "as before" if _alike(now, given["model"]["numbers"]) else now}
    if given["function"] == "rank_parameters" and (found := order(given, seen)) is not None:
        traits["out"] = _ranked(found)
    if given["function"] == "gradient_factors" and _is_shuffled(given, numbers(seen, "out")):
        traits["out"] = "in another order"
    return traits


def _ranked(found: Order) -> str | list[float]:
    if found.is_right:
        return "largest first"
    if found.is_complete and found.has_ties:
        return "in another order"
    return [float(place) for place in found.places]


def _is_shuffled(given: Given, found: list[float] | None) -> bool:
    wanted = factors(given)
    if found is None or _alike(found, wanted):
        return False
    return _alike(sorted(found), sorted(wanted))
