"""The pictures of one exercise, drawn from what the learner's own code did; and that, packed."""

import zlib
from collections.abc import Mapping

import msgspec
from msgspec import Struct

from checks.catalog import Scenario
from checks.check.evidence import Evidence
from checks.check.facts import Leaf
from checks.check.graph import doubt
from checks.check.result import ExerciseResult, Result
from checks.check.session import told_by
from checks.lesson.exhibits import graph, network
from checks.lesson.exhibits.graph import Graph
from checks.lesson.exhibits.network import Network
from checks.lesson.exhibits.sum import Named, Sum, is_parameter, named, read, rows
from checks.run.observation import Observation

DRAWN = {  # the scenario that is drawn, unless another one of its kind is what does not pass
    exercise: f"{exercise}.call" for exercise in ("neuron", "layer", "mlp", "network")
}


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
    return zlib.compress(msgspec.json.encode(kept))


def unpacked(kept: bytes) -> Evidence:
    """Return the evidence that was kept; none of it where nothing was."""
    if not kept:
        return Evidence({}, {})
    found = msgspec.json.decode(zlib.decompress(kept), type=_Kept)
    return Evidence(found.observations, found.reference, found.asked)


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
        return Pictures(asked.call, why)
    values = named(seen, reference)
    if not any(value.name.startswith("out") for value in values):
        return None  # the output is no Value: there is no graph behind it
    found = read(seen, asked.given)
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
        tuple(value for value in values if is_parameter(value.name)),
        graph.draw(seen, values, marked),
    )
