"""The picture of a network: its neurons in columns, a line for every weight, a map of gradients."""

import math
from collections.abc import Sequence
from itertools import groupby
from typing import TypeAlias

from msgspec import Struct

from checks.check.graph import history
from checks.lesson.exhibits.sum import Named, finite, is_parameter, rows
from checks.run.observation import Observation

WIDTH, PITCH, RADIUS, STUB = 440, 78, 25, 40
MOST_NEURONS = 12  # in a layer
LEVELS = 4  # of colour, each way from 0

Place: TypeAlias = tuple[int, int]  # a layer's number, and a neuron's in it


class Neuron(Struct, frozen=True):
    """A neuron.

    Attributes:
        parameters: its weights, and last its bias.
        output: what comes out of it; None where the graph does not tell.
        differs: its output, or one of its parameters, is not as on the reference.
    """

    parameters: tuple[Named, ...]
    output: float | None
    differs: bool

    @property
    def name(self) -> str:
        return self.parameters[-1].name.rpartition(".")[0]

    @property
    def fan_in(self) -> int:
        return len(self.parameters) - 1


class Network(Struct, frozen=True):
    """A network, ready to draw.

    Attributes:
        used: the rows of the values that the output was computed from.
        most_data, most_grad: the largest of all parameters, without their signs.
    """

    inputs: tuple[float | None, ...]
    layers: tuple[tuple[Neuron, ...], ...]
    used: frozenset[int]
    most_data: float
    most_grad: float
    width: int = WIDTH

    @property
    def sizes(self) -> tuple[int, ...]:
        return len(self.inputs), *map(len, self.layers)

    @property
    def height(self) -> int:
        return max(self.sizes) * PITCH + STUB - RADIUS

    @property
    def has_unused(self) -> bool:
        rows = (one.row for layer in self.layers for each in layer for one in each.parameters)
        return not self.used.issuperset(rows)

    def at(self, column: int, number: int) -> tuple[float, float]:
        """Return the middle of a neuron, or of an input, which are column 0."""
        step = (WIDTH - 2 * RADIUS - 8) / len(self.layers)
        y = (number + 0.5) * max(self.sizes) * PITCH / self.sizes[column]
        return round(RADIUS + 4 + column * step, 1), round(y, 1)

    def levels(self, one: Named) -> str:
        """Return the classes of a parameter's line: its colours, and whether it is used."""
        unused = "" if one.row in self.used else " unused"
        return f"w-{_level(one.data, self.most_data)} {self.grad_level(one)}{unused}"

    def grad_level(self, one: Named) -> str:
        return f"g-{_level(one.grad, self.most_grad)}"


def _level(number: float | None, most: float) -> str:
    """Return the step of colour of a number: p1 to p4, n1 to n4 below 0, or zero."""
    if not number or not most:
        return "zero"
    step = min(math.ceil(LEVELS * abs(number) / most), LEVELS)
    return f"{'p' if number > 0 else 'n'}{step}"


def draw(seen: Observation, values: Sequence[Named]) -> Network | None:
    """Return what is drawn; None if the layers do not fit together as in a network."""
    things, known, out = seen.things, rows(seen), seen.names["out"]
    parameters = [one for one in values if is_parameter(one.name)]
    layers = _layers(parameters)
    sizes = (len(layers[0][0]) - 1, *map(len, layers)) if layers else (0,)
    fits = sum(map(is_parameter, known)) == len(parameters) and all(
        len(neuron) == nin + 1 and neuron[-1].name.endswith(".b")
        for nin, layer in zip(sizes, layers, strict=False)
        for neuron in layer
    )
    if not fits or not 0 < min(sizes) <= max(sizes) <= MOST_NEURONS:
        return None
    order = history(things, [out] if things[out].kind == "value" else things[out].parts)
    outputs = _outputs(seen, layers, order)
    wrong = {one.row for one in values if one.differences}

    def number(row: int | None) -> float | None:
        return None if row is None else finite(things[row].number)

    def neuron(own: Sequence[Named], output: int | None) -> Neuron:
        differs = not wrong.isdisjoint([output, *(one.row for one in own)])
        return Neuron(tuple(own), number(output), differs)

    return Network(
        tuple(number(known.get(f"x[{place}]")) for place in range(sizes[0])),
        tuple(
            tuple(neuron(own, outputs.get((depth, n))) for n, own in enumerate(layer))
            for depth, layer in enumerate(layers)
        ),
        frozenset(order),
        max(abs(one.data or 0.0) for one in parameters),
        max(abs(one.grad or 0.0) for one in parameters),
    )


def _layers(parameters: Sequence[Named]) -> list[list[list[Named]]]:
    """Return the parameters of every neuron of every layer, the bias last."""
    neurons = groupby(parameters, lambda one: one.name.rpartition(".")[0])
    layers = groupby(
        ((name, [*own]) for name, own in neurons), lambda one: one[0].rpartition("neurons[")[0]
    )
    return [[own for _, own in layer] for _, layer in layers]


def _outputs(
    seen: Observation, layers: Sequence[Sequence[Sequence[Named]]], order: Sequence[int]
) -> dict[Place, int]:
    """Return the row of what each neuron says, where the graph tells it.

    A value belongs to a neuron if of the deepest layer that it depends on, it depends on that
    neuron alone; the last value that belongs to a neuron is its output.
    """
    owners: dict[int, set[Place]] = {
        one.row: {(depth, number)}
        for depth, layer in enumerate(layers)
        for number, neuron in enumerate(layer)
        for one in neuron
    }
    ends: dict[Place, set[int]] = {}
    for row in (row for row in order if row not in owners):
        parts = seen.things[row].parts
        behind = set().union(*(owners[part] for part in parts if part in owners))
        owners[row] = {place for place in behind if place[0] == max(behind)[0]}
        for place in owners[row] if len(owners[row]) == 1 else ():
            ends[place] = ends.get(place, set()) - {*parts} | {row}
    return {place: row for place, rows in ends.items() if len(rows) == 1 for row in rows}
