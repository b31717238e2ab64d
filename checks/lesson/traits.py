"""Traits: what stands for the things of a scenario whose answer may be right in many ways."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from checks.catalog import Scenario
from checks.check.facts import Facts
from checks.check.graph import close
from checks.lesson import chosen
from checks.run.observation import Observation

if TYPE_CHECKING:
    from checks.lesson.tracing import Fault, Graph


def facts(scenario: Scenario, seen: Observation) -> tuple[Facts, set[str]]:
    """Return facts that are the same for all right answers, and the names that they stand for.

    They are the same, too, for all answers with the same thing wrong.
    """
    given = scenario.given
    if scenario.exercise == "graph":
        return _of_graph(given, seen), seen.names.keys() - {"values"}
    if "function" not in given:
        return {}, set()
    wanted = {"out", "values", "gradients"} if "model" in given else {"out", "arguments", "made"}
    if not wanted <= seen.names.keys():  # no worker of ours wrote it
        return {}, set()
    if given["function"] in ("silence_one", "silence_all", "favour_smallest"):
        return _of_example(given, seen)
    if "model" in given:
        return _of_network(given, seen)
    made = "some" if seen.things[seen.names["made"]].number else "none"
    is_int = chosen.is_int(seen, seen.names["out"])
    return {"made": made, "is an int": "yes" if is_int else "no"}, {"made"}


def _of_example(given: Mapping[str, Any], seen: Observation) -> tuple[Facts, set[str]]:
    """Return how an example fares; one that fits looks like every other that does."""
    tried = chosen.example(given, seen)
    if tried is None:
        return {}, {"arguments", "made"}
    if tried.fits(given):
        return {"out": "fits"}, {"arguments", "made", "out"}
    rows = seen.things[seen.names["arguments"]].parts[:1]
    now = [seen.things[row].number for first in rows for row in seen.things[first].parts]
    kept = "as before" if _alike(now, given["arguments"][0]) else "changed"
    return {"out": tried.idea(given["function"]), "arguments": kept}, {"arguments", "made", "out"}


def _of_network(given: Mapping[str, Any], seen: Observation) -> tuple[Facts, set[str]]:
    """Return whether the network is as before, and in words what may be right in many ways."""
    now = [seen.things[row].number for row in seen.things[seen.names["values"]].parts]
    gradients = chosen.numbers(seen, "gradients")
    if gradients is None or len(gradients) != len(given["model"]["numbers"]):
        return {}, set()
    found: Facts = {"values": "as before"}
    if not _alike(now, given["model"]["numbers"]):
        found = {f"values[{place}]": _leaf(number) for place, number in enumerate(now)}
    out: Facts = {}
    if given["function"] == "rank_parameters":
        out = _order(seen, gradients)
    elif given["function"] == "gradient_factors":
        out = _shuffled(chosen.numbers(seen, "out"), chosen.factors(given, gradients))
    return found | out, {"values", *(["out"] if out else [])}


def _leaf(number: float | str | None) -> float | str:
    return "None" if number is None else number


def _shuffled(found: list[float] | None, wanted: Sequence[float]) -> Facts:
    if found is None or _alike(found, wanted) or not _alike(sorted(found), sorted(wanted)):
        return {}
    return {"out": "in another order"}


def _order(seen: Observation, gradients: Sequence[float]) -> Facts:
    places, sizes = chosen.order(seen), [abs(gradient) for gradient in gradients]
    if places is None:
        return {}
    if chosen.is_complete(places, sizes):
        if chosen.wrong_pair(places, sizes) is None:
            return {"out": "largest first"}
        if any(close(a, b) for a, b in pairwise(sorted(sizes))):
            return {"out": "in another order"}  # chance may decide which
    return {f"out[{number}]": float(place) for number, place in enumerate(places)}


def _alike(found: Iterable[object], wanted: Iterable[float]) -> bool:
    found, wanted = [*found], [*wanted]
    return len(found) == len(wanted) and all(map(close, found, wanted))


def _of_graph(given: Mapping[str, Any], seen: Observation) -> Facts:
    """Return what a trace or a drawing shows: what is wrong with it, if anything is."""
    from checks.lesson import tracing  # only that exercise pays for it

    built, names = tracing.graph(given, seen), seen.names
    if built is None:
        return {"operands": "none"}
    found: Facts = {"operands": "kept" if built.is_kept else "changed"}
    kinds = {name: seen.things[names[name]] for name in ("nodes", "edges", "out") if name in names}
    if all(name in kinds and kinds[name].kind == "sequence" for name in ("nodes", "edges")):
        found |= _counted(tracing.faults(seen, built))
    else:
        found |= {name: thing.type for name, thing in kinds.items()}
    return found | (_of_drawing(seen, built) if "drawing" in names else {})


def _counted(faults: "Iterable[Fault]") -> Facts:
    counts: Counter[str] = Counter()
    for fault in faults:
        counts[fault.kind] += fault.count
    return {kind: float(count) for kind, count in counts.items()}


def _of_drawing(seen: Observation, built: "Graph") -> Facts:
    """Return how it differs, over the known trace or over their own, whichever is better."""
    from checks.lesson.drawing import drawings

    found = drawings(seen, built)
    if not found:
        return {"drawing": seen.things[seen.names["drawing"]].type}
    best = min(found, key=len)
    return {"drawing": "drawn", **_counted(best)}
