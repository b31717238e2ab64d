"""What a picture needs to live: a computation graph as numbers, for the page's script to run.

Nothing that a learner's code chose goes in as text: an operation is its place in a fixed list, and
each name is one that the reference has, too.
"""

from collections.abc import Mapping, Sequence
from itertools import chain
from math import isfinite
from typing import Any

import msgspec
from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from checks.check.facts import close, finite
from checks.lesson.exhibits.graph import Named, Neuron
from checks.lesson.exhibits.terminal import Sum
from checks.lesson.expressions import made
from checks.lesson.shapes import is_parameter, rows
from checks.run.observation import Observation, Thing

MOST_NODES = 2_000  # of a graph that follows a hand at once
# `alive.js` has the same list; a number that was put in by hand is 0
OPERATIONS = ("", "+", "*", "-", "/", "tanh", "exp", "log", "relu", "neg", "**")
ESCAPED = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}

Layers = Sequence[Sequence[Neuron]]


class Living(Struct, frozen=True):
    """What a picture needs to live.

    Attributes:
        block: the graph as JSON that no text can end.
        apart: the names of the numbers from which no way leads to the output.
        loose: numbers that may have been computed where the graph does not show it.
    """

    block: Markup
    apart: tuple[str, ...]
    loose: tuple[float | None, ...]


class Unit(Struct, frozen=True):
    """A neuron: the places of its output and of the sum in it."""

    name: str
    out: int | None
    sum: int | None


class StandIn(Struct, frozen=True):
    """A neuron of the kit: what it takes a bias times, and adds to each weight. It has no tanh."""

    times: int
    shift: int

    @property
    def formula(self) -> str:
        sign = "+" if self.shift > 0 else "−"
        return f"{self.times} · b plus every (w {sign} {abs(self.shift)}) · x"


class Movable(Struct, frozen=True):
    """A number that a hand may move: where it stands, and of which neuron it is a parameter."""

    name: str
    start: float
    places: Sequence[int]
    unit: int | None = None


def living(
    seen: Observation,
    given: Mapping[str, Any],
    values: Sequence[Named],
    layers: Layers,
    found: Sum | None,
    stand_in: StandIn | None = None,
) -> Living | None:
    """Return what a picture needs; None for a graph that is too large, or has no end.

    Of a neuron that is alone, a sum is found; a stand-in is what each is where it is the kit's.
    """
    root, outputs = seen.names.get("root"), [one for one in values if one.name.startswith("out")]
    if not layers or root is None or not {"x", "back"} <= given.keys():
        return None
    place, things = graph(seen.things, [root, *(one.row for one in values)], layers)
    nodes = [node(things, thing) for thing in things]
    if len(nodes) > MOST_NODES or not all(isfinite(node[1]) for node in nodes):
        return None
    steps = [([place[row] for row in one.rows], one) for one in found or ()]
    summed = steps[-2][0] if steps else []
    units = [_unit(things, one.name, place.get(one.row), summed) for one in chain(*layers)]
    known = {name: place[row] for name, row in rows(seen).items() if row in place}
    movable = _movable(things, layers, given["x"], known)
    back = given["back"][: len(outputs)] if outputs[0].name != "out" else [1.0]
    loose, apart = _cut(things[: place[root] + 1], movable, back)
    data = {
        "rows": [*place],
        "nodes": nodes,
        "root": place[root],
        "units": units,
        "movable": movable,
        "names": [*_names(things, place[root], units, movable).items()],
        "loose": loose,
        "outputs": [place[one.row] for one in outputs],
        "expected": [one.expected_data for one in outputs],
        "reference": _reference(layers, given["x"], back, stand_in),
        "terms": [(places, one.got, one.differs) for places, one in steps],
    }
    return Living(_block(data), apart, tuple(finite(things[at].number) for at in loose))


def _block(data: Mapping[str, Any]) -> Markup:
    return Markup(msgspec.json.encode(data).decode().translate(ESCAPED))  # noqa: S704


def _unit(things: Sequence[Thing], name: str, out: int | None, summed: Sequence[int]) -> Unit:
    """Return a neuron; its sum is what has been found, or else what its tanh squashes."""
    if not summed and out is not None and things[out].op.lower() == "tanh":
        summed = things[out].parts
    return Unit(name, out, summed[0] if summed else None)


def _movable(
    things: Sequence[Thing], layers: Layers, x: Sequence[float], known: Mapping[str, int]
) -> list[Movable]:
    inputs = _inputs(things, x, known)
    found = [Movable(f"x[{k}]", number, inputs[k]) for k, number in enumerate(x)]
    return found + [
        Movable(one.name, one.data or 0.0, [known[one.name]], unit)
        for unit, neuron in enumerate(chain(*layers))
        for one in neuron.parameters
    ]


def _names(
    things: Sequence[Thing], root: int, units: Sequence[Unit], movable: Sequence[Movable]
) -> dict[int, str]:
    """Return what places are called: also a product of two that have a name, and a sum so far."""
    named: dict[int | None, str] = {root: "the end"}
    for unit in units:
        named[unit.sum] = f"Σ of {unit.name}" if unit.name else "Σ"
        named[unit.out] = f"{unit.name}(…)" if unit.name else "out"
    named |= {at: one.name for one in movable for at in one.places}
    found = {at: name for at, name in named.items() if at is not None}
    found |= _on_the_way(things, found)
    for at, thing in enumerate(things):
        words = [found.get(part, "") for part in thing.parts]
        if at not in found and len(words) == 2 and (name := _name(things, thing, words)):
            found[at] = name
    return found


def _on_the_way(things: Sequence[Thing], named: Mapping[int, str]) -> dict[int, str]:
    """Return what a sum is called before it is whole; numbered, where it comes by several."""
    ends = dict(zip(named, named, strict=True))
    for at, thing in reversed([*enumerate(things)]):
        for part in thing.parts if at in ends and thing.op == "+" else ():
            if things[part].op == "+":
                ends.setdefault(part, ends[at])
    found = {}
    for end, name in named.items():
        before = sorted(at for at in ends if ends[at] == end != at)
        for number, at in enumerate(before, 1):
            found[at] = f"{name} so far" + (f" ({number})" if len(before) > 1 else "")
    return found


def _name(things: Sequence[Thing], thing: Thing, words: Sequence[str]) -> str:
    """Return the name of a product, or of a parameter and a plain number; "" for none."""
    plain = [
        f"{things[part].number:.4g}" if not word and not things[part].parts else ""
        for part, word in zip(thing.parts, words, strict=True)
    ]
    both = [word or number for word, number in zip(words, plain, strict=True)]
    if not all(both) or not any(words):
        return ""
    if thing.op == "*":
        return " · ".join(both)
    if thing.op == "+" and any(plain) and "so far" not in "".join(words):
        number = "".join(plain)
        sign = "−" if number[0] == "-" else "+"
        return f"({''.join(words)} {sign} {number.lstrip('-')})"
    return ""


def _cut(
    before: Sequence[Thing], movable: Sequence[Movable], back: Sequence[float]
) -> tuple[list[int], tuple[str, ...]]:
    """Return where a graph may be cut, and the names of what stands behind a cut, or is not used.

    A cut is at numbers without parents that are not known. Whole ones are what code holds by
    itself, as the 0 that a sum starts at; but not where they are all there is, or an input is.

    Args:
        before: what the end came from, and the end.
    """
    known = {at for one in movable for at in one.places}
    apart = [one for one in movable if all(at >= len(before) for at in one.places)]
    unseen = {one.start for one in apart if one.unit is None}
    is_all = all(one in apart for one in movable if one.unit is not None)

    def is_held(number: object) -> bool:
        is_whole = isinstance(number, float) and number.is_integer() and number not in unseen
        return number in back or (is_whole and not is_all)

    leaves = [at for at, thing in enumerate(before) if not thing.parts and at not in known]
    loose = [at for at in leaves if not is_held(before[at].number)]
    loose.sort(key=lambda at: (finite(before[at].number) or 0.0).is_integer())  # the likely first
    return loose, tuple(one.name for one in apart)


def _reference(
    layers: Layers, x: Sequence[float], back: Sequence[float], stand_in: StandIn | None
) -> dict[str, Any]:
    """Return a right answer as a graph: each neuron is tanh(w·x + b), or as one of the kit."""
    nodes: list[list[float]] = []

    def add(op: str, *more: float) -> int:
        nodes.append([OPERATIONS.index(op), *(more if not op else (0, *more))])
        return len(nodes) - 1

    read = [add("", number) for number in x]
    names = [(f"x[{k}]", place) for k, place in enumerate(read)]
    sums, outs = list[int](), list[int]()
    for layer in layers:
        for neuron in layer:
            first = len(names)
            names += [(one.name, add("", 0)) for one in neuron.parameters]
            *weights, total = (place for _, place in names[first:])
            if stand_in:
                total = add("*", total, add("", stand_in.times))
                weights = [add("+", one, add("", stand_in.shift)) for one in weights]
            for weight, number in zip(weights, read, strict=False):
                total = add("+", total, add("*", weight, number))
            sums.append(total)
            outs.append(total if stand_in else add("tanh", total))
        read = outs[-len(layer) :]
    root, *rest = (add("*", out, add("", by)) for out, by in zip(read, back, strict=False))
    for one in rest:
        root = add("+", root, one)
    return {"nodes": nodes, "names": names, "sums": sums, "outs": outs, "ends": read, "root": root}


def graph(
    things: Sequence[Thing], roots: Sequence[int], layers: Layers = ()
) -> tuple[dict[int | None, int], list[Thing]]:
    """Return the place of each row that some values came from, and these things in their places.

    Args:
        roots: what the first of them came from stands before all else.
        layers: one stands after the other, as a network is computed.
    """
    every = (
        (one, number)
        for number, layer in enumerate(layers)
        for neuron in layer
        for one in neuron.parameters
    )
    depth = {one.row: number for one, number in every}
    order, deepest = _as_computed(things, roots), dict[int, int]()
    for row in order:
        deepest[row] = max([depth.get(row, 0), *(deepest[part] for part in things[row].parts)])
    end = order.index(roots[0]) + 1
    order = [*sorted(order[:end], key=deepest.__getitem__), *order[end:]]
    place: dict[int | None, int] = {row: number for number, row in enumerate(order)}
    parts = (tuple(place[part] for part in things[row].parts) for row in order)
    return place, [replace(things[row], parts=own) for row, own in zip(order, parts, strict=True)]


def _as_computed(things: Sequence[Thing], roots: Sequence[int]) -> list[int]:
    """Return some rows and all that they came from, each as soon as its parents are there."""
    order: dict[int, None] = {}
    waiting = [(row, False) for row in reversed(roots)]
    while waiting:
        row, is_ready = waiting.pop()
        if is_ready:
            order[row] = None
        elif row not in order:
            waiting.append((row, True))
            waiting += [(part, False) for part in reversed(things[row].parts)]
    return [*order]


def node(things: Sequence[Thing], thing: Thing) -> list[float]:
    """Return the operation, its number, and the places of what went in, in their order.

    An engine that keeps parents in a set has one for a + a, and none is the first one in a - b.
    """
    parts = thing.parts
    numbers = [float(things[part].number or 0.0) for part in parts]
    if not parts:
        return [0, float(thing.number or 0.0)]
    if thing.op[:2] == "**":
        return [OPERATIONS.index("**"), float(thing.op[2:].strip(" ()")), *parts]
    if len(parts) == 1 and made(thing.op, numbers) is None:
        parts = parts * 2
    elif (found := made(thing.op, numbers)) and not close(found[0], thing.number):
        parts = parts[::-1]
    return [OPERATIONS.index(thing.op.lower()), 0, *parts]


def _inputs(
    things: Sequence[Thing], x: Sequence[float], known: Mapping[str, int]
) -> list[list[int]]:
    """Return for each input the places that stand for it: what a weight's factor is equal to."""
    # in a layer the kit's own stand-ins multiply a bias, too
    own = {at: name for name, at in known.items() if is_parameter(name) and name[-2:] != ".b"}
    behind = list[set[int]]()
    found = {known[f"x[{k}]"]: k for k, _ in enumerate(x) if f"x[{k}]" in known}
    for at, thing in enumerate(things):
        parts = thing.parts
        behind.append(({at} if at in own else set()).union(*(behind[part] for part in parts)))
        for part, other in zip(parts, reversed(parts), strict=True):
            fitting = [k for k, number in enumerate(x) if things[part].number == number]
            is_plain = thing.op == "*" and not things[part].parts and part not in own
            if is_plain and part not in found and fitting and len(behind[other]) == 1:
                mine = [k for k in fitting if own[min(behind[other])].endswith(f"[{k}]")]
                found[part] = (mine or fitting)[0]
    return [[at for at in found if found[at] == k] for k, _ in enumerate(x)]
