"""Traits: what stands for the things of a scenario whose answer may be right in many ways."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from checks.catalog import Scenario
from checks.check.facts import Facts
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
    if "function" in given:
        from checks.lesson import chosen  # no other exercise pays for it

        return chosen.facts(given, seen)
    return {}, set()


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
