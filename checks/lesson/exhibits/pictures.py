"""The pictures of one exercise, drawn from what the learner's own code did; and that, packed."""

import math
import re
import zlib
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any, TypeAlias

import msgspec
from msgspec import Struct

from checks.catalog import Scenario
from checks.check.evidence import Evidence, told_by
from checks.check.facts import Leaf, doubt, finite, history
from checks.check.result import ExerciseResult, Result
from checks.lesson.exhibits import alive, graph
from checks.lesson.exhibits.graph import Graph, Named, Neuron, named
from checks.lesson.exhibits.terminal import Sum, read
from checks.lesson.scenarios import OVER
from checks.lesson.shapes import is_parameter, rows
from checks.run.observation import Observation

DRAWN = {  # the scenario that is drawn, unless another one of its kind is what does not pass
    exercise: f"{exercise}.call" for exercise in ("neuron", "layer", "mlp", "network")
}

STAND_INS = {"layer": alive.StandIn(3, 1), "mlp": alive.StandIn(2, -1)}  # beneath an exercise


class _Kept(Struct, frozen=True):
    observations: dict[str, Observation]
    reference: dict[str, Mapping[str, Leaf]]
    asked: dict[str, Scenario]


def packed(result: Result, evidence: Evidence) -> bytes:
    """Return what the pictures of a result are drawn from."""
    kept = _Kept({}, {}, {})
    for one in (one for one in result.exercises if _is_drawn(one, evidence)):
        told = told_by(one.id, evidence)
        for name in sorted({DRAWN[one.id], one.worst.scenario if one.worst else ""}):
            if name in told.observations:
                kept.observations[name] = told.observations[name]
                kept.asked[name] = told.asked[name]
            if name in told.observations and name in told.reference:
                kept.reference[name] = told.reference[name]
    return zlib.compress(msgspec.json.encode(kept), 1)  # five times as fast, a fifth larger


def unpacked(kept: bytes) -> Evidence:
    """Return the evidence that was kept; none of it where nothing was."""
    if not kept:
        return Evidence({}, {})
    found = msgspec.json.decode(zlib.decompress(kept), type=_Kept)
    return Evidence(found.observations, found.reference, found.asked)


# a network: its neurons in columns, a line for every weight, a map of gradients

WIDTH, PITCH, RADIUS, STUB = 440, 78, 25, 40
MOST_NEURONS = 12  # in a layer
LEVELS = 4  # of colour, each way from 0

Place: TypeAlias = tuple[int, ...]  # a layer's number, and a neuron's in it


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
    most_level: int = LEVELS

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


def _network(seen: Observation, values: Sequence[Named]) -> Network | None:
    """Return what is drawn; None if the layers do not fit together as in a network."""
    things, known, out = seen.things, rows(seen), seen.names["out"]
    parameters = [one for one in values if is_parameter(one.name)]
    if not parameters or sum(map(is_parameter, known)) != len(parameters):
        return None
    neurons: dict[Place, list[Named]] = {}
    for one in parameters:
        place = tuple(map(int, re.findall(r"\[(\d+)\]", one.name.rpartition(".")[0])))
        neurons.setdefault(place, []).append(one)
    layers = [[*layer] for _, layer in groupby(neurons, lambda place: place[:-1])]
    sizes = (len(neurons[layers[0][0]]) - 1, *map(len, layers))
    fits = all(
        len(neurons[place]) == nin + 1 and neurons[place][-1].name.endswith(".b")
        for nin, layer in zip(sizes, layers, strict=False)
        for place in layer
    )
    if not fits or not 0 < min(sizes) <= max(sizes) <= MOST_NEURONS:
        return None
    order = history(things, [out] if things[out].kind == "value" else things[out].parts)
    outputs = _outputs(seen, neurons, order)
    wrong = {one.row for one in values if one.differences}

    def number(row: int | None) -> float | None:
        return None if row is None else finite(things[row].number)

    def neuron(place: Place) -> Neuron:
        own, output = neurons[place], outputs.get(place)
        differs = not wrong.isdisjoint([output, *(one.row for one in own)])
        return Neuron(tuple(own), number(output), output, differs)

    return Network(
        tuple(number(known.get(f"x[{place}]")) for place in range(sizes[0])),
        tuple(tuple(map(neuron, layer)) for layer in layers),
        frozenset(order),
        max(abs(one.data or 0.0) for one in parameters),
        max(abs(one.grad or 0.0) for one in parameters),
    )


def _outputs(
    seen: Observation, neurons: Mapping[Place, Sequence[Named]], order: Sequence[int]
) -> dict[Place, int]:
    """Return the row of what each neuron says, where the graph tells it.

    A value belongs to a neuron if of the deepest layer that it depends on, it depends on that
    neuron alone; the last value that belongs to a neuron is its output.
    """
    owners = {one.row: {place} for place, own in neurons.items() for one in own}
    ends: dict[Place, set[int]] = {}
    for row in (row for row in order if row not in owners):
        parts = seen.things[row].parts
        behind = set().union(*(owners[part] for part in parts if part in owners))
        owners[row] = {place for place in behind if place[:-1] == max(behind)[:-1]}
        for place in owners[row] if len(owners[row]) == 1 else ():
            ends[place] = ends.get(place, set()) - {*parts} | {row}
    return {place: row for place, rows in ends.items() if len(rows) == 1 for row in rows}


# all of one exercise


class Pictures(Struct, frozen=True):
    """What there is to look at for one exercise.

    Attributes:
        call: what was called, as a learner would type it.
        doubt: why nothing is drawn; None if it is.
        formula: what a neuron of the kit gives, where such stand in for the learner's own.
        end: what backward() starts from, where there are several outputs.
        sum: a neuron's sum, beside the expected one.
        graph: the computation graph, or why it is not there.
        living: what a script needs to run that graph.
    """

    call: str
    doubt: str | None
    sum: Sum | None = None
    network: Network | None = None
    parameters: tuple[Named, ...] = ()
    graph: Graph | str | None = None
    living: alive.Living | None = None
    formula: str = ""
    end: str = ""


def of(one: ExerciseResult, evidence: Evidence) -> Pictures | None:
    """Return an exercise's pictures; None where there is nothing to draw yet."""
    if one.verdict in ("not started", "blocked") or not _is_drawn(one, evidence):
        return None
    failed, evidence = one.worst.scenario if one.worst else "", told_by(one.id, evidence)
    for name in (failed, DRAWN[one.id]):
        if name in evidence.observations and name in evidence.reference:
            asked, seen = evidence.asked[name], evidence.observations[name]
            if drawn := _draw(asked, seen, evidence.reference[name]):
                return drawn
    return None


def _is_drawn(one: ExerciseResult, evidence: Evidence) -> bool:
    """Tell whether there are pictures of an exercise: an engine of their own may keep no graph."""
    return one.id in DRAWN and one.id not in evidence.by_numbers


def _draw(asked: Scenario, seen: Observation, reference: Mapping[str, Leaf]) -> Pictures | None:
    """Draw one pass through known numbers, forward and backward; None if it is anything else."""
    if seen.status != "ok" or asked.random or "out" not in seen.names:
        return None
    if not any(map(is_parameter, rows(seen))):
        return None
    if why := doubt(seen):
        return Pictures(asked.call, why.words)
    values = named(seen, reference)
    if not any(value.name.startswith("out") for value in values):
        return None  # the output is no Value: there is no graph behind it
    found = read(seen, asked.given)
    marked = {
        step.rows[0]: step.note or f"the sum is {step.got:.4g}, expected {step.expected:.4g}"
        for step in (found or ())[:-1]  # the output says so by itself
        if step.differs and step.rows
    }
    network = None if found else _network(seen, values)
    parameters = tuple(value for value in values if is_parameter(value.name))
    layers = network.layers if network else ()
    if found:
        layers = ((Neuron(parameters, None, found[-1].rows[0], differs=False),),)
    one = asked.exercise
    is_over = one in OVER and asked.call.endswith(OVER[one][0])
    stand_in = STAND_INS[one] if is_over else None
    return Pictures(
        asked.call,
        None,
        found,
        network,
        parameters,
        graph.draw(seen, values, marked),
        alive.living(seen, asked.given, values, layers, found, stand_in),
        stand_in.formula if stand_in else "",
        _end(asked.given, [one.name for one in values if one.name.startswith("out")]),
    )


def _end(given: Mapping[str, Any], outputs: Sequence[str]) -> str:
    """Return the sum of several outputs that backward() starts from."""
    terms = zip(given.get("back", ()), outputs, strict=False)
    words = " + ".join(f"{factor:g} · {name}" for factor, name in terms).replace("+ -", "− ")
    return words if len(outputs) > 1 else ""
