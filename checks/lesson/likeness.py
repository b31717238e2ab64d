"""What does a trace or a drawing show, whatever the way it was written?

The same for all right answers, and for all answers with the same thing wrong: counts, and no names.
"""

from collections.abc import Iterable
from typing import Any

from checks.lesson import dot
from checks.lesson.drawing import Drawn
from checks.lesson.tracing import Graph, Traced, graph, traced
from checks.run.observation import Observation


def shown(seen: Observation) -> dict[str, Any]:
    """Return what a trace or a drawing shows, the same for all right ways to write one."""
    built = graph(seen)
    if built is None:
        return {"operands": "none"}
    found: dict[str, Any] = {"operands": "kept" if built.is_kept else "changed"}
    if "out" in seen.names:
        is_pair = seen.names.keys() >= {"nodes", "edges"}
        found["out"] = "a pair" if is_pair else seen.things[seen.names["out"]].type
    for name in ("nodes", "edges"):
        if name in seen.names and (thing := seen.things[seen.names[name]]).kind != "sequence":
            found["out"] = f"{name}: {thing.type}"
    if found.get("out") == "a pair":
        found["trace"] = _summary(traced(seen, built), built)
    if "drawing" in seen.names:
        names = [name for name in ("drawing", "own") if name in seen.names]
        found["drawing"] = min((_drawing(seen, built, name) for name in names), key=_flaws)
    return found


def _summary(trace: Traced, built: Graph) -> dict[str, Any]:
    def inner(rows: Iterable[int]) -> float:
        return float(sum(bool(built.operands[row]) for row in rows))

    return {
        "root": "missing" if built.root in trace.missing else "there",
        "missing": float(len(trace.missing)),
        "missing inside": inner(trace.missing),
        "twice": float(len(trace.twice)),
        "strangers": float(len(trace.strangers)),
        "others": list(trace.others),
        "edges missing": float(len(trace.edges_missing)),
        "edges missing inside": inner(operand for operand, _ in trace.edges_missing),
        "edges turned": float(len(trace.edges_turned)),
        "edges twice": float(len(trace.edges_twice)),
        "edges foreign": float(len(trace.edges_foreign)),
        "edges odd": list(trace.edges_odd),
    }


def _drawing(seen: Observation, built: Graph, name: str) -> Any:
    thing = seen.things[seen.names[name]]
    if thing.kind != "text":
        return thing.type
    try:
        picture = dot.read(thing.text)
    except dot.Unreadable:
        return "unreadable"
    drawn = Drawn(built, picture)
    missing, foreign = drawn.difference()
    lacking = [len(rows) - len(nodes) for rows, nodes in zip(drawn.kinds, drawn.nodes, strict=True)]
    return {
        "directed": "yes" if picture.directed else "no",
        "direction": picture.settings.get("rankdir", ""),
        "too few": float(sum(count for count in lacking if count > 0)),
        "too many": float(-sum(count for count in lacking if count < 0)),
        "other nodes": "some" if drawn.too_few and drawn.strange else "",
        "other data": "some" if drawn.too_few and drawn.with_other_data else "",
        "coarse": float(len(drawn.coarse)),
        "without gradient": float(len(drawn.without_gradient)),
        "another gradient": float(len(drawn.with_another_gradient)),
        "merged": float(len(drawn.merged)),
        "loose": float(len(drawn.loose)),
        "missing": float(missing.total()),
        "foreign": float(foreign.total()),
        "turned": "yes" if drawn.is_turned else "",
        "repeated": float(len(drawn.repeated)),
        "unnamed": float(len(drawn.unnamed)),
        "between": "some" if drawn.unnamed and drawn.operations else "",
    }


def _flaws(drawing: Any) -> int:
    if not isinstance(drawing, dict):
        return len(FLAWLESS) + 1
    return sum(drawing[name] != right for name, right in FLAWLESS.items())


FLAWLESS = {
    **dict.fromkeys(("too few", "too many", "coarse", "without gradient", "another gradient"), 0.0),
    **dict.fromkeys(("merged", "loose", "missing", "foreign", "repeated", "unnamed"), 0.0),
    **dict.fromkeys(("other nodes", "other data", "turned", "between"), ""),
    "directed": "yes",
    "direction": "LR",
}
