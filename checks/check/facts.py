"""What did an observation show, whatever the way it was computed?

A fingerprint is the plain shape of each thing that a scenario looked at: numbers and gradients of
Values, which of them are the same object, lists, the names of other types, the words of an error.
How a graph was built leaves no trace in it, nor does the order of parameters.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from checks.check.graph import close
from checks.lesson import shapes as lesson
from checks.lesson.scenarios import Scenario, by_id
from checks.run.observation import Line, Observation, Thing

Shape: TypeAlias = "float | str | dict[str, Shape] | list[Shape] | None"
Fingerprint: TypeAlias = dict[str, Shape]

DEEPEST = 6
LONGEST = 1_000
MOST_DRAWN = 10_000  # lists that hold each other would have no end
ANY = "*"  # in a mistake's fingerprint: a number that chance decides
UNORDERED = {"before", "after", "parameters"}  # any order of parameters is right
ASIDE = {  # no part of what a submission does, or drawn at random
    *("root", "fresh", "fresh_w", "fresh_b", "fresh_owned"),
}
NUMBERED_FIRST = ("w", "b", "owned", "neurons", "layers")

# Names in an error's message that mean something here; any other is the learner's own choice.
KNOWN_NAMES = {
    *("w", "b", "self", "data", "grad", "tanh", "backward", "parameters", "neurons", "layers"),
    *("Value", "Neuron", "Layer", "MLP", "nin", "nout", "nouts", "append", "extend"),
    *("list", "tuple", "int", "float", "str", "NoneType", "generator", "map", "method"),
    *("function", "type", "set", "zip", "module", "random", "engine", "neuron", "layer", "mlp"),
}


def fingerprint(observation: Observation, scenario: Scenario) -> Fingerprint:
    """Return the shape of everything that a scenario looked at, by name."""
    if observation.status != "ok":
        return {"status": observation.status, "error": _error(observation)}
    names = observation.names
    known, stood_for = lesson.facts(scenario, observation)
    first = [name for name in NUMBERED_FIRST if name in names]
    others = [name for name in names if name not in {*first, *ASIDE, *stood_for}]
    drawing = _Drawing(observation.things, random=scenario.random)
    shapes: Fingerprint
    shapes = {name: drawing.shape(names[name], name in UNORDERED) for name in [*first, *others]}
    shapes |= known
    if "first" in shapes and "second" in shapes:
        shapes["repeats"] = "yes" if _same_data(shapes["first"], shapes["second"]) else "no"
    return shapes


def _error(observation: Observation) -> str:
    """Return an exception in words that do not depend on the learner's own names."""
    error = observation.error
    if error is None:
        return ""
    if not error.type:
        return error.message
    if error.type == "NameError":
        return f"NameError: {error.message}"  # the very name says what is wrong
    words = re.sub(
        r"'([^']*)'",
        lambda quoted: quoted[0] if quoted[1] in KNOWN_NAMES else "'...'",
        error.message,
    )
    last = observation.trace[-1] if observation.trace else Line("", 0)
    # one file that holds everything holds the engine, too
    inside_engine = last.file == "engine.py" or last.function.startswith("Value.")
    return f"{error.type}: {words}{' (in the engine)' * inside_engine}"


class _Drawing:
    """Draws the shapes of one observation; numbers objects in the order in which they appear."""

    def __init__(self, things: tuple[Thing, ...], *, random: bool) -> None:
        self.things, self.random = things, random
        self.ids: dict[int, float] = {}
        self.numbers: dict[float, str] = {}
        self.left = MOST_DRAWN

    def shape(
        self, row: int, unordered: bool = False, depth: int = 0, weight: bool = False
    ) -> Shape:
        """Return the shape of one thing; what is nested deeper than any right answer is cut.

        Args:
            weight: whether it is an item of a list of Values, as the weights of a neuron are.
        """
        thing = self.things[row]
        self.left -= 1
        match thing.kind:
            case "none":
                return None
            case "number":
                return self._number(thing.number, weight)
            case "value":
                drawn: dict[str, Shape] = {"data": self._number(thing.number, weight)}
                drawn["grad"] = None if self.random else thing.grad
                return drawn | {"id": self._id(row)}
            case "sequence" if depth < DEEPEST and self.left > 0:
                parts = thing.parts[:LONGEST]
                values = all(self.things[part].kind == "value" for part in parts)
                items = [self.shape(part, depth=depth + 1, weight=values) for part in parts]
                return sorted(items, key=_order) if unordered else items
        return {"type": thing.type, "id": self._id(row)}

    def _id(self, row: int) -> float:
        return self.ids.setdefault(row, float(len(self.ids)))

    def _number(self, number: float | str | None, weight: bool) -> Shape:
        """Return a number, or for one drawn at random only which others are equal to it.

        Weights are drawn, so 0 among them tells something; a bias may start at 0 or at random.
        """
        if not self.random or not isinstance(number, float):
            return number
        if not weight or number == 0.0:
            return number if weight else None
        return self.numbers.setdefault(number, f"drawn {len(self.numbers)}")


def _order(item: Shape) -> tuple[int, float]:
    """Sort Values by their number; anything else keeps its place behind them."""
    number = item.get("id") if isinstance(item, dict) and "data" in item else None
    return (0, number) if isinstance(number, float) else (1, 0.0)


def _same_data(a: Shape, b: Shape) -> bool:
    if isinstance(a, list) and isinstance(b, list):
        return len(a) == len(b) and all(map(_same_data, a, b))
    if isinstance(a, dict) and isinstance(b, dict) and "data" in a and "data" in b:
        return close(a["data"], b["data"])
    return False


def agree(got: Shape, want: Shape) -> bool:
    """Tell whether two shapes are the same, up to rounding; ANY agrees with every number."""
    if isinstance(want, float):
        return close(got, want)
    if want == ANY:
        return isinstance(got, float)
    if isinstance(want, list):
        return isinstance(got, list) and len(got) == len(want) and all(map(agree, got, want))
    if isinstance(want, dict):
        return (
            isinstance(got, dict)
            and got.keys() == want.keys()
            and all(agree(got[name], wanted) for name, wanted in want.items())
        )
    return got == want


def blur(one: Shape, other: Shape) -> Shape:
    """Return a shape with ANY wherever two runs of the same code gave different numbers."""
    if isinstance(one, float) and isinstance(other, float):
        return one if close(one, other) else ANY
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        return [blur(a, b) for a, b in zip(one, other, strict=True)]
    if isinstance(one, dict) and isinstance(other, dict) and one.keys() == other.keys():
        return {name: blur(one[name], other[name]) for name in one}
    return one


def short(found: Any) -> Any:
    """Return a shape with 12 digits in each number: a thousand times closer than is compared."""
    if isinstance(found, float):
        return float(f"{found:.12g}")
    if isinstance(found, list):
        return [short(item) for item in found]
    if isinstance(found, dict):
        return {name: short(item) for name, item in found.items()}
    return found


def pack(found: Shape, like: Shape) -> Shape:
    """Return only the numbers of a shape that differs from another in its numbers alone.

    Five times shorter to keep, and compared alike; a shape of another form comes back as it is.
    """
    numbers: list[Shape] = []
    return numbers if _collect(found, like, numbers) else found


def _collect(found: Shape, like: Shape, numbers: list[Shape]) -> bool:
    if isinstance(like, list):
        return (
            isinstance(found, list)
            and len(found) == len(like)
            and all(_collect(a, b, numbers) for a, b in zip(found, like, strict=True))
        )
    if isinstance(like, dict):
        if not isinstance(found, dict) or found.keys() != like.keys():
            return False
        if "data" in like:
            numbers += [found["data"], found["grad"]]
            return found["id"] == like["id"]
        return all(_collect(found[name], like[name], numbers) for name in like)
    if isinstance(like, float):
        numbers.append(found)
        return isinstance(found, float) or found == ANY
    return found == like


def show(found: Shape) -> str:
    """Write a shape as a learner would see it in Python."""
    if isinstance(found, float):
        return f"{found:.6g}"
    if isinstance(found, list):
        shown = [show(item) for item in found[:6]] + ["..."] * (len(found) > 6)
        return "[" + ", ".join(shown) + "]"
    if isinstance(found, dict):
        return f"Value({show(found['data'])})" if "data" in found else f"a {found['type']}"
    return "None" if found is None else found


def shape(things: tuple[Thing, ...], row: int) -> Shape:
    """Return the shape of one thing by itself."""
    return _Drawing(things, random=False).shape(row)


def facts(
    observations: Iterable[Observation], asked: Mapping[str, Scenario] | None = None
) -> dict[str, Fingerprint]:
    """Return the fingerprint of each scenario.

    Args:
        asked: the scenarios by id, if they are not the published ones.
    """
    scenarios = by_id() if asked is None else asked
    return {seen.scenario: fingerprint(seen, scenarios[seen.scenario]) for seen in observations}
