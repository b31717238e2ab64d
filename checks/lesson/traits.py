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
        found["trace"] = _told(tracing.faults(seen, built))
    else:
        found |= {name: thing.type for name, thing in kinds.items()}
    return found | (_of_drawing(seen, built) if "drawing" in names else {})


def _told(faults: "Iterable[Fault]") -> str:
    return "; ".join(sorted(f"{fault.about}: {fault.kind}" for fault in faults))


def _of_drawing(seen: Observation, built: "Graph") -> Facts:
    """Return how it differs, over the known trace or over their own, whichever is better."""
    from checks.lesson.drawing import KINDS, Drawing

    told = {name: {name, f"{name}_nodes", f"{name}_arrows"} for name in ("drawing", "own")}
    read = [name for name, wanted in told.items() if wanted <= seen.names.keys()]
    if not read:
        return {"drawing": seen.things[seen.names["drawing"]].type}
    drawings = [Drawing(seen, name, built) for name in read]
    best = min(drawings, key=lambda one: len([*one.faults()]))
    found: Facts = {"drawing": best.way, "others": best.others}
    counts = Counter(dict.fromkeys(KINDS, 0))
    for fault in best.faults():
        counts[fault.kind] += fault.count
    return found | {kind: float(counts[kind]) for kind in KINDS}
