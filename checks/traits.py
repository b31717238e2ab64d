"""What does an answer show that may be right in many ways? Its traits, the same for all such ways.

Where any example will do, or any order of what is equally large, numbers are not compared with the
reference's: what is asked of them is computed here from the scenario's own numbers, by calculus.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from msgspec import Struct

from checks import calculus
from checks.graph import close
from checks.observation import Observation

SMALL = 1e-3  # a gradient below it counts as small, one from it on as not 0
NONE = 1e-12  # what rounding leaves of a gradient of 0
Traits = dict[str, Any]


def of(given: Mapping[str, Any], seen: Observation) -> Traits:
    """Return what stands for the things of a scenario that calls a function, by their names."""
    traits: Traits = {}
    function = given.get("function")
    if function is None or not _names(given) <= seen.names.keys():
        return traits
    if function in EXAMPLES:
        traits |= {"arguments": "", "made": ""}
        if (example := chosen(given, seen)) is not None:
            tried = EXAMPLES[function](given, example)
            traits["out"] = "fits" if tried.fits else tried.traits
            if not tried.fits:
                traits["arguments"] = _kept(given, seen)
    elif "model" not in given:
        traits["made"] = "some" if seen.things[seen.names["made"]].number else "none"
        traits["kind"] = whole(seen)
    else:
        now = [seen.things[row].number for row in seen.things[seen.names["values"]].parts]
        before = given["model"]["numbers"]
        # what is moved and moved back again is not always the same in its last digit
        is_same = len(now) == len(before) and all(map(close, now, before))
        traits["values"] = "as before" if is_same else now
        if function == "rank_parameters" and (found := order(given, seen)) is not None:
            traits["out"] = "largest first" if found.is_right else found.settled
    return traits


def _kept(given: Mapping[str, Any], seen: Observation) -> str:
    """Tell whether the list of weights, the first argument, is what it was before the call."""
    first = seen.things[seen.names["arguments"]].parts[0]
    now = [seen.things[row].number for row in seen.things[first].parts]
    return "as before" if now == given["arguments"][0] else "changed"


def _names(given: Mapping[str, Any]) -> set[str]:
    """Return what each observation of such a scenario looks at, if our own worker wrote it."""
    return {"out", "values"} if "model" in given else {"out", "arguments", "made"}


def whole(seen: Observation) -> bool:
    """Tell whether an answer is a whole number: to Python, 41.0 is none."""
    thing = seen.things[seen.names["out"]]
    return thing.kind == "number" and thing.type.startswith(("int", "uint"))


def numbers(seen: Observation, name: str) -> list[float] | None:
    """Return the plain numbers in a list, or None if it is anything else."""
    thing = seen.things[seen.names[name]]
    found = [seen.things[row].number for row in thing.parts]
    plain = thing.kind == "sequence" and all(seen.things[r].kind == "number" for r in thing.parts)
    return [n for n in found if isinstance(n, float)] if plain else None


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


def silence_one(given: Mapping[str, Any], x: Sequence[float]) -> Example:
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


def silence_all(given: Mapping[str, Any], b: float) -> Example:
    """Try a bias that is to make all gradients small."""
    w, x = given["arguments"]
    neuron = calculus.neuron(w, b, x)
    size = "near 0" if abs(b) < 0.01 else "small" if abs(b) < 3.0 else "large"
    traits = {"slope": _steepness(neuron), "bias": size}
    return Example(neuron.largest < SMALL, neuron, traits)


def favour_smallest(given: Mapping[str, Any], x: Sequence[float]) -> Example:
    """Try inputs that are to give the smallest weight the largest gradient."""
    w, b = given["arguments"]
    neuron = calculus.neuron(w, b, x)
    sizes = [abs(gradient) for gradient in neuron.weights]
    smallest = min(range(len(w)), key=lambda k: abs(w[k]))
    others = [size for k, size in enumerate(sizes) if k != smallest]
    largest = [float(k) for k, size in enumerate(sizes) if close(size, max(sizes))]
    traits = {"largest": largest, "slope": _steepness(neuron)}
    return Example(sizes[smallest] > max(others) * (1 + 1e-9), neuron, traits)


Made = Callable[[Mapping[str, Any], Any], Example]
EXAMPLES: dict[str, Made] = {
    "silence_one": silence_one,
    "silence_all": silence_all,
    "favour_smallest": favour_smallest,
}


def chosen(given: Mapping[str, Any], seen: Observation) -> Any:
    """Return the example that a learner chose, or None if it has not the form it should have."""
    if given["function"] == "silence_all":
        thing = seen.things[seen.names["out"]]
        fits = thing.kind == "number" and isinstance(thing.number, float)
        return thing.number if fits else None
    found, count = numbers(seen, "out"), len(given["arguments"][0])
    return found if found is not None and len(found) == count else None


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
    def wrong(self) -> tuple[int, int] | None:
        """Return two places in the wrong order, one behind the other, if there are any."""
        for one, other in zip(self.places, self.places[1:], strict=False):
            smaller, larger = self.sizes[one], self.sizes[other]
            if smaller < larger and not close(smaller, larger):
                return one, other
        return None

    @property
    def settled(self) -> list[float]:
        """Return the places as numbers, and those with equal gradients side by side in order."""
        runs: list[list[int]] = []
        for place in self.places:
            if runs and close(self.sizes[runs[-1][0]], self.sizes[place]):
                runs[-1].append(place)
            else:
                runs.append([place])
        return [float(place) for run in runs for place in sorted(run)]


def order(given: Mapping[str, Any], seen: Observation) -> Order | None:
    """Return the order in a list of parameters or of their places; None if it is no such list."""
    thing = seen.things[seen.names["out"]]
    own = {row: place for place, row in enumerate(seen.things[seen.names["values"]].parts)}
    if thing.kind != "sequence":
        return None
    items = [own.get(row, _place(seen, row)) for row in thing.parts]
    sizes = [abs(g) for g in network(given, given["arguments"][0]).gradients]
    places = [place for place in items if place is not None and 0 <= place < len(sizes)]
    return Order(places, sizes) if len(places) == len(items) else None


def _place(seen: Observation, row: int) -> int | None:
    thing = seen.things[row]
    is_whole = thing.kind == "number" and thing.type.startswith("int")
    return int(thing.number) if is_whole and isinstance(thing.number, float) else None


def network(given: Mapping[str, Any], x: Sequence[float]) -> calculus.Network:
    """Return the gradients of the network that a scenario gives to a learner's function."""
    left = iter(given["model"]["numbers"])
    layers = [
        [[next(left) for _ in range(table["inputs"] + 1)] for table in layer["neurons"]]
        for layer in given["model"]["layers"]
    ]
    return calculus.network(layers, x)
