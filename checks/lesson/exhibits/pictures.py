"""The pictures of one exercise, drawn from what the learner's own code did."""

from collections.abc import Mapping

from msgspec import Struct

from checks.catalog import Scenario
from checks.check.evidence import Evidence
from checks.check.facts import Leaf
from checks.check.graph import doubt
from checks.check.result import ExerciseResult
from checks.lesson.exhibits import graph, named, network, sum
from checks.lesson.exhibits.excerpt import DRAWN
from checks.lesson.exhibits.graph import Graph
from checks.lesson.exhibits.named import Named
from checks.lesson.exhibits.network import Network
from checks.lesson.exhibits.sum import Sum
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
    network: Network | None = None
    parameters: tuple[Named, ...] = ()
    graph: Graph | str | None = None


def of(one: ExerciseResult, evidence: Evidence) -> Pictures | None:
    """Return an exercise's pictures; None where there is nothing to draw yet."""
    if one.verdict in ("not started", "blocked") or one.id not in DRAWN:
        return None
    failed = one.worst.scenario if one.worst else ""
    for name in (failed, DRAWN[one.id]):
        if name in evidence.observations and name in evidence.reference:
            asked, seen = evidence.asked[name], evidence.observations[name]
            if drawn := _draw(asked, seen, evidence.reference[name]):
                return drawn
    return None


def _draw(asked: Scenario, seen: Observation, reference: Mapping[str, Leaf]) -> Pictures | None:
    """Draw one pass through known numbers, forward and backward; None if it is anything else."""
    if seen.status != "ok" or asked.random or "out" not in seen.names:
        return None
    if not any(map(named.is_parameter, named.rows(seen))):
        return None
    if why := doubt(seen):
        return Pictures(asked.call, why)
    values = named.values(seen, reference)
    if not any(value.name.startswith("out") for value in values):
        return None  # the output is no Value: there is no graph behind it
    found = sum.read(seen, asked.given)
    marked = {
        step.row: step.note or f"the sum is {step.got:.4g}, expected {step.expected:.4g}"
        for step in (found.steps[:-1] if found else ())  # the output says so by itself
        if step.differs and step.row is not None
    }
    return Pictures(
        asked.call,
        None,
        found,
        None if found else network.draw(seen, values),
        tuple(value for value in values if named.is_parameter(value.name)),
        graph.draw(seen, values, marked),
    )
