"""Which pictures does an exercise have? Drawn from what the learner's own code did."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from checks.check.evidence import Evidence
from checks.check.facts import Shape
from checks.check.graph import doubt
from checks.check.result import ExerciseResult
from checks.lesson.exhibits import graph_drawing, named, network_drawing, neuron_drawing, terms
from checks.lesson.exhibits.excerpt import DRAWN
from checks.lesson.exhibits.graph_drawing import GraphDrawing
from checks.lesson.exhibits.named import Named
from checks.lesson.exhibits.network_drawing import NetworkDrawing
from checks.lesson.exhibits.neuron_drawing import NeuronDrawing
from checks.lesson.exhibits.terms import Step, Sum
from checks.lesson.scenarios import by_id
from checks.run.observation import Observation


class Pictures(Struct, frozen=True):
    """What there is to look at for one exercise.

    Attributes:
        call: what was called, as a learner would type it.
        doubt: why nothing is drawn; None if it is.
        sum: a neuron's sum, beside the expected one.
        graph: the computation graph, or why it is not there.
    """

    call: str
    doubt: str | None
    sum: Sum | None = None
    neuron: NeuronDrawing | None = None
    network: NetworkDrawing | None = None
    parameters: tuple[Named, ...] = ()
    graph: GraphDrawing | str | None = None


def of(one: ExerciseResult, evidence: Evidence) -> Pictures | None:
    """Return an exercise's pictures; None where there is nothing to draw yet."""
    if one.verdict in ("not started", "blocked") or one.id not in DRAWN:
        return None
    failed = one.worst.scenario if one.worst else ""
    for name in (failed, DRAWN[one.id]):
        seen = evidence.observations.get(name)
        if seen is not None and _is_pass(seen) and name in evidence.reference:
            drawn = _draw(one.id, evidence.asked[name].call, seen, evidence.reference[name])
            if drawn is not None:
                return drawn
    return None


def _is_pass(seen: Observation) -> bool:
    """Tell whether an observation is of one pass through known numbers, forward and backward."""
    is_random = by_id()[seen.scenario].random
    has_parameters = "w" in seen.names or "owned" in seen.names
    return seen.status == "ok" and "out" in seen.names and has_parameters and not is_random


def _draw(
    exercise: str, call: str, seen: Observation, reference: Mapping[str, Shape]
) -> Pictures | None:
    if why := doubt(seen):
        return Pictures(call, why)
    values = named.values(seen, reference)
    if not any(value.name.startswith("out") for value in values):
        return None  # the output is no Value: there is no graph behind it
    found = terms.read(seen, reference) if exercise == "neuron" else None
    return Pictures(
        call,
        None,
        found,
        neuron_drawing.draw(found) if found else None,
        network_drawing.draw(seen, values) if exercise != "neuron" else None,
        tuple(value for value in values if value.is_parameter),
        graph_drawing.draw(seen, values, _marked(found.steps if found else ())),
    )


def _marked(steps: Sequence[Step]) -> dict[int, str]:
    """Return the rows of a neuron's sum that differ; the output says so by itself."""
    return {
        step.row: step.note or f"the sum is {step.got:.4g}, expected {step.expected:.4g}"
        for step in steps[:-1]
        if step.differs and step.row is not None
    }
