"""How are a network and its gradients drawn? Neurons in columns, an edge for every weight."""

import math
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from msgspec import Struct

from checks.check.graph import ancestors, parents_first
from checks.lesson.exhibits.named import Named
from checks.run.observation import Observation

Neuron: TypeAlias = tuple[Sequence[Named], Named]  # its weights and its bias
Layers: TypeAlias = Sequence[Sequence[Neuron]]

WIDTH, PITCH, RADIUS, STUB = 440, 78, 25, 40
MOST_NEURONS = 12  # in a layer
LEVELS = 4  # of colour, each way from 0


class Node(Struct, frozen=True):
    """An input or a neuron.

    Attributes:
        number: what comes out of it; "" where the graph does not tell.
        bias: None for an input.
    """

    name: str
    x: float
    y: float
    number: str
    bias: Named | None = None


class Edge(Struct, frozen=True):
    """A weight between two nodes."""

    weight: Named
    x1: float
    y1: float
    x2: float
    y2: float


class HeatMap(Struct, frozen=True):
    """The gradients of one layer: a row for each neuron, the bias last."""

    title: str
    neurons: tuple[tuple[Named, ...], ...]


class NetworkDrawing(Struct, frozen=True):
    """A network, ready to draw.

    Attributes:
        sizes: how many inputs, and how many neurons in each layer.
        most_data, most_grad: the largest of all parameters, without their signs.
        used: the rows of the parameters that the output was computed from.
    """

    sizes: tuple[int, ...]
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    maps: tuple[HeatMap, ...]
    most_data: float
    most_grad: float
    used: frozenset[int]
    width: float
    height: float

    @property
    def said(self) -> str:
        """Return the same in words, for those who hear the page."""
        numbers = "; ".join(f"{node.name} gives {node.number or '?'}" for node in self.nodes)
        return f"{len(self.edges)} weights between {len(self.nodes)} nodes. {numbers}"

    @property
    def has_unused(self) -> bool:
        return any(edge.weight.row not in self.used for edge in self.edges)

    @property
    def has_unknown(self) -> bool:
        return not all(node.number for node in self.nodes)

    def levels(self, one: Named) -> str:
        """Return the classes of a parameter's line: its colours, and whether it is used."""
        unused = "" if one.row in self.used else " unused"
        return f"w-{level(one.data, self.most_data)} {self.grad_level(one)}{unused}"

    def grad_level(self, one: Named) -> str:
        return f"g-{level(one.grad, self.most_grad)}"


def level(number: float | None, most: float) -> str:
    """Return the step of colour of a number: p1 to p4, n1 to n4 below 0, or zero."""
    if not number or not most:
        return "zero"
    step = min(math.ceil(LEVELS * abs(number) / most), LEVELS)
    return f"{'p' if number > 0 else 'n'}{step}"


def draw(observation: Observation, named: Sequence[Named]) -> NetworkDrawing | None:
    """Return where everything stands; None if the layers do not fit together as in a network."""
    layers = _layers(observation, {one.row: one for one in named if one.is_parameter})
    if not layers:
        return None
    sizes = (len(layers[0][0][0]), *(len(layer) for layer in layers))
    fits = all(
        len(weights) == nin
        for nin, layer in zip(sizes, layers, strict=False)
        for weights, _ in layer
    )
    if not fits or not 0 < max(sizes) <= MOST_NEURONS:
        return None
    nodes = _nodes(observation, layers, sizes)
    edges = [
        Edge(weight, tail.x, tail.y, head.x, head.y)
        for depth, layer in enumerate(layers)
        for head, (weights, _) in zip(nodes[depth + 1], layer, strict=True)
        for tail, weight in zip(nodes[depth], weights, strict=True)
    ]
    maps = [
        HeatMap(
            f"layers[{depth}]: {sizes[depth]} → {len(layer)}" if len(layers) > 1 else "the layer",
            tuple((*weights, bias) for weights, bias in layer),
        )
        for depth, layer in enumerate(layers)
    ]
    every = [one for each in maps for row in each.neurons for one in row]
    return NetworkDrawing(
        sizes,
        tuple(node for column in nodes for node in column),
        tuple(edges),
        tuple(maps),
        max(abs(one.data or 0.0) for one in every),
        max(abs(one.grad or 0.0) for one in every),
        frozenset(_before_output(observation)),
        WIDTH,
        max(sizes) * PITCH + STUB - RADIUS,
    )


def _layers(observation: Observation, named: Mapping[int, Named]) -> Layers | None:
    """Return the parameters of every neuron of every layer; None if some are not as expected."""
    things, names = observation.things, observation.names
    if "owned" not in names:
        return None
    rows = [things[row].parts for row in things[names["owned"]].parts]
    if rows and all(len(row) == 2 and row[1] in named for row in rows):  # a single layer
        rows = [things[names["owned"]].parts]
    layers: list[list[Neuron]] = []
    for layer in rows:
        layers.append([])
        for neuron in layer:
            pair = things[neuron].parts
            weights = things[pair[0]].parts if len(pair) == 2 else ()
            if not weights or not {*weights, pair[1]} <= named.keys():
                return None
            layers[-1].append(([named[row] for row in weights], named[pair[1]]))
    return layers if all(layers) else None


def _nodes(observation: Observation, layers: Layers, sizes: Sequence[int]) -> list[list[Node]]:
    """Return the nodes of each column: the inputs, then the neurons of each layer."""
    height, step = max(sizes) * PITCH, (WIDTH - 2 * RADIUS - 8) / (len(sizes) - 1)
    places = [
        [(RADIUS + 4 + column * step, (number + 0.5) * height / size) for number in range(size)]
        for column, size in enumerate(sizes)
    ]
    inputs, outputs = _inputs(observation), _outputs(observation, layers)
    columns = [
        [
            Node(f"x[{number}]", *place, inputs[number] if number < len(inputs) else "")
            for number, place in enumerate(places[0])
        ]
    ]
    for depth, layer in enumerate(layers):
        columns.append(
            [
                Node(
                    f"layers[{depth}].neurons[{number}]",
                    *place,
                    outputs.get((depth, number), ""),
                    layer[number][1],
                )
                for number, place in enumerate(places[depth + 1])
            ]
        )
    return columns


def _inputs(observation: Observation) -> list[str]:
    things, names = observation.things, observation.names
    numbers = [things[row].number for row in things[names["x"]].parts] if "x" in names else []
    return [f"{number:.3g}" if isinstance(number, float) else "" for number in numbers]


def _outputs(observation: Observation, layers: Layers) -> dict[tuple[int, int], str]:
    """Return what each neuron says, where the graph tells it.

    A value belongs to a neuron if of the deepest layer that it depends on, it depends on that
    neuron alone; the last value that belongs to a neuron is its output.
    """
    things = observation.things
    owner: dict[int, tuple[int, frozenset[int]]] = {
        one.row: (depth, frozenset({number}))
        for depth, layer in enumerate(layers)
        for number, (weights, bias) in enumerate(layer)
        for one in (*weights, bias)
    }
    parameters = set(owner)
    last: dict[tuple[int, frozenset[int]], set[int]] = {}
    for row in _before_output(observation):
        if row in parameters:
            continue
        owners = [owner[part] for part in things[row].parts if part in owner]
        if owners:
            depth = max(depth for depth, _ in owners)
            mine = frozenset().union(*(who for at, who in owners if at == depth))
            owner[row] = depth, mine
            last[owner[row]] = last.get(owner[row], set()) - {*things[row].parts} | {row}
    return {
        (depth, number): f"{made:.3g}"
        for (depth, who), rows in last.items()
        for number in who
        for made in (things[row].number for row in rows)
        if len(who) == len(rows) == 1 and isinstance(made, float)
    }


def _before_output(observation: Observation) -> list[int]:
    """Return the rows that the output was computed from, parents first."""
    things, names = observation.things, observation.names
    out = things[names["out"]]
    inside = ancestors(things, [names["out"]] if out.kind == "value" else out.parts)
    return [row for row in parents_first(things) or () if row in inside]
