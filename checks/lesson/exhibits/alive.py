"""What a picture needs to live: a computation graph as numbers, for the page's script to run.

Nothing that a learner's code chose goes in as text: an operation is its place in a fixed list, and
each name is one that the reference has, too.
"""

from collections.abc import Iterator, Mapping, Sequence
from math import isfinite
from typing import Any

import msgspec
from markupsafe import Markup

from checks.check.graph import close
from checks.lesson.exhibits.graph import Named
from checks.lesson.exhibits.terminal import Sum, is_parameter, rows
from checks.lesson.shapes import made
from checks.run.observation import Observation, Thing

MOST_NODES = 2_000  # of a graph that follows a hand at once
# `alive.js` has the same list; a number that was put in by hand is 0
OPERATIONS = ("", "+", "*", "-", "/", "tanh", "exp", "log", "relu", "neg", "**")
ESCAPED = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}

Layers = Sequence[Sequence[tuple[Sequence[Named], int | None]]]  # parameters, and the output's row


def block(
    seen: Observation,
    given: Mapping[str, Any],
    values: Sequence[Named],
    layers: Layers,
    found: Sum | None,
) -> Markup | None:
    """Return a graph as JSON that no text can end; None for one that is too large, or has no end.

    Args:
        layers: the neurons, whose parameters are among the values.
        found: the sum, of a neuron alone.
    """
    root, outputs = seen.names.get("root"), [one for one in values if one.name.startswith("out")]
    if not layers or root is None or not {"x", "back"} <= given.keys():
        return None
    order, nodes = graph(seen.things, [root, *(one.row for one in values)])
    if len(nodes) > MOST_NODES or not all(isfinite(node[1]) for node in nodes):
        return None
    place = {row: number for number, row in enumerate(order)}
    steps = found.steps if found else ()
    data = {
        "rows": order,
        "nodes": nodes,
        "root": place[root],
        "x": given["x"],
        "inputs": [[place[row] for row in own] for own in _inputs(seen, given["x"], order)],
        "layers": [[_neuron(own, row, place) for own, row in layer] for layer in layers],
        "outputs": [place[one.row] for one in outputs],
        "expected": [one.expected_data for one in outputs],
        "back": given["back"] if outputs[0].name != "out" else [1.0],
        "terms": [
            {"rows": [place[row] for row in one.rows], "got": one.got, "differs": one.differs}
            for one in steps
        ],
    }
    return Markup(msgspec.json.encode(data).decode().translate(ESCAPED))  # noqa: S704


def _neuron(own: Sequence[Named], row: int | None, place: Mapping[int, int]) -> dict[str, Any]:
    out = None if row is None else place.get(row)
    return {"own": [(one.name, place[one.row]) for one in own], "out": out}


def graph(things: Sequence[Thing], roots: Sequence[int]) -> tuple[list[int], list[list[float]]]:
    """Return the rows that some values came from, and what the script needs of each."""
    order = _as_computed(things, roots)
    place = {row: number for number, row in enumerate(order)}
    return order, [_node(things, row, place) for row in order]


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


def _node(things: Sequence[Thing], row: int, place: Mapping[int, int]) -> list[float]:
    """Return the operation, its number, and the places of what went in, in their order.

    An engine that keeps parents in a set has one for a + a, and none is the first one in a - b.
    """
    thing, parts = things[row], things[row].parts
    numbers = [float(things[part].number or 0.0) for part in parts]
    if not parts:
        return [0, float(thing.number or 0.0)]
    if thing.op[:2] == "**":
        return [OPERATIONS.index("**"), float(thing.op[2:].strip(" ()")), place[parts[0]]]
    if len(parts) == 1 and made(thing.op, numbers) is None:
        parts = parts * 2
    elif (found := made(thing.op, numbers)) and not close(found[0], thing.number):
        parts = parts[::-1]
    return [OPERATIONS.index(thing.op.lower()), 0, *(place[part] for part in parts)]


def _inputs(seen: Observation, x: Sequence[float], order: Sequence[int]) -> Iterator[list[int]]:
    """Yield for each input the rows that stand for it: what a weight's factor is equal to."""
    things, known = seen.things, rows(seen)
    # in a layer the kit's own stand-ins multiply a bias, too
    own = {row: name for name, row in known.items() if is_parameter(name) and name[-2:] != ".b"}
    behind: dict[int, set[int]] = {}
    found = {known[f"x[{k}]"]: k for k, _ in enumerate(x) if f"x[{k}]" in known}
    for row in order:
        parts = things[row].parts
        behind[row] = ({row} if row in own else set()).union(*(behind[part] for part in parts))
        for part, other in zip(parts, reversed(parts), strict=True):
            fitting = [k for k, number in enumerate(x) if things[part].number == number]
            is_plain = things[row].op == "*" and not things[part].parts and part not in own
            if is_plain and part not in found and fitting and len(behind[other]) == 1:
                mine = [k for k in fitting if own[min(behind[other])].endswith(f"[{k}]")]
                found[part] = (mine or fitting)[0]
    for k, _ in enumerate(x):
        yield [row for row, number in found.items() if number == k and row in behind]
