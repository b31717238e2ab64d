"""A trace, held against the computation graph that the scenario built, by identity."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from checks.check.facts import show
from checks.check.graph import ancestors
from checks.run.observation import Observation, Thing

MOST = 500  # Values; a right answer here has fewer than 60
Place = tuple[int, ...]  # of a node, which has one number, or of an edge between two
NODES = {
    "missing": "These are not among the nodes: {them}.",
    "foreign": "There are {count} Values among the nodes that {root} was not made from. Where do "
    "they come from, if each call starts with nothing?",
    "more": "These are among the nodes more than once: {them}.",
}
OTHERS = "There are nodes that are other Values than those that {root} was made from."
NO_ROOT = "{root} itself is not among the nodes, and it is one, too."
EDGES = {
    "turned": "An edge runs the wrong way: the operand comes first, the result second.",
    "missing": "These edges are missing: {them}.",
    "foreign": "There is an edge ({one}, {other}), but {one} is no operand of {other}.",
}


class Fault(Struct, frozen=True):
    """One thing that is not as it should be in a trace or a drawing.

    Attributes:
        kind, count: what is wrong, and how often; the same for all with the same mistake. A kind
            begins with what it is about: nodes, arrows, ...
    """

    kind: str
    message: str
    expected: str = ""
    got: str = ""
    count: int = 1


class Graph(Struct, frozen=True):
    """The computation graph as it was before anybody looked at it.

    Attributes:
        things: all that was seen; each Value has the operands that it had then.
        data, grads: what each Value holds, in the order in which they were made.
        is_kept: whether each Value has these operands still.
        names: what the expression calls a Value.
    """

    things: Sequence[Thing]
    root: int
    data: Mapping[int, float]
    grads: Mapping[int, float]
    is_kept: bool
    names: Mapping[int, str]

    @property
    def edges(self) -> list[Place]:
        """Return the operand and the result of each edge; one that is used twice has one."""
        edges = ((part, row) for row in self.data for part in self.things[row].parts)
        return [*dict.fromkeys(edges)]

    def name(self, row: int) -> str:
        return self.names.get(row) or f"Value({show(self.things[row].number)})"


def graph(given: Mapping[str, Any], seen: Observation) -> Graph | None:
    """Return the graph that a scenario built; None if what came back is none."""
    things, names = seen.things, seen.names
    if not names.keys() >= {"values", "operands", "root"}:
        return None
    values, operands = (things[names[name]].parts for name in ("values", "operands"))
    before = list(things)
    for row, kept in zip(values, operands, strict=False):
        before[row] = replace(things[row], parts=things[kept].parts)
    behind = ancestors(before, [names["root"]])
    # an engine that composes tanh from other operations has Values in between
    rows = dict.fromkeys([*values, *sorted(behind)])
    data = {row: n for row in rows if isinstance(n := things[row].number, float)}
    grads = {row: n for row in rows if isinstance(n := things[row].grad, float)}
    if not len(data) == len(grads) == len(rows) == len(behind) <= MOST:
        return None
    is_kept = all(sorted(things[row].parts) == sorted(before[row].parts) for row in rows)
    called = [*given["leaves"], *(step[0] for step in given["steps"])]
    known = dict(zip(values, called, strict=False))
    return Graph(before, names["root"], data, grads, is_kept, known)


def faults(seen: Observation, built: Graph) -> Iterator[Fault]:
    """Yield what is not right in a trace, the worst first; its nodes and edges are sequences."""
    things, root = seen.things, built.name(built.root)
    nodes, edges = (things[seen.names[name]].parts for name in ("nodes", "edges"))
    if odd := {things[row].type for row in nodes if things[row].kind != "value"}:
        message, got = "There are nodes that are no Values.", listed(sorted(odd))
        yield Fault(f"nodes odd: {got}", message, "Values", got)
    wanted: Counter[Place] = Counter((row,) for row in built.data)
    found: Counter[Place] = Counter((row,) for row in nodes if things[row].kind == "value")
    about, said = "nodes", NODES
    if found.keys() - wanted.keys():
        said = NODES | {"missing": OTHERS}
    elif wanted.keys() - found.keys() == {(built.root,)}:
        about, said = "nodes root", NODES | {"missing": NO_ROOT}
    yield from compared(about, said, found, wanted, built.name, root=root)
    pairs = {row for row in edges if _is_pair(things, row)}
    if odd := {_in_words(things, row) for row in {*edges} - pairs}:
        message, got = "An edge is a pair (operand, result) of Values.", listed(sorted(odd))
        yield Fault(f"edges odd: {got}", message, "pairs of Values", got)
    found = Counter({things[row].parts for row in pairs})
    yield from compared("edges", EDGES, found, Counter(built.edges), built.name)


def _is_pair(things: Sequence[Thing], row: int) -> bool:
    kinds = [things[part].kind for part in things[row].parts]
    return things[row].kind == "sequence" and kinds == ["value", "value"]


def _in_words(things: Sequence[Thing], row: int) -> str:
    inside = ", ".join(things[part].type for part in things[row].parts[:4])
    is_sequence = things[row].kind == "sequence"
    return f"{things[row].type} of {inside}" if is_sequence else things[row].type


def compared(
    about: str,
    said: Mapping[str, str],
    found: "Counter[Place]",
    wanted: "Counter[Place]",
    name: Callable[[int], str],
    **words: str,
) -> Iterator[Fault]:
    """Yield how the places that were found differ from those that are wanted, the worst first.

    Args:
        said: what is said of those that are turned, missing, foreign or there too often.
        name: what a number in a place is called.
        words: what else is said.
    """
    missing, extra = wanted - found, found - wanted
    turned = [one[::-1] for one in missing if one[::-1] in extra.keys() - wanted.keys()]
    wrong = {
        "turned": turned,
        "missing": [*missing],
        "foreign": sorted(extra.keys() - wanted.keys() - {*turned}),
        "more": [one for one in wanted if one in extra],
    }
    for kind, places in wrong.items():
        if places:
            them, ends = _listed(places, name), [name(row) for row in places[0]]
            words |= {"them": them, "one": ends[0], "other": ends[-1], "count": str(len(places))}
            got = "" if kind == "missing" else them
            message, expected = said[kind].format(**words), _listed(wanted, name)
            yield Fault(f"{about} {kind}", message, expected, got, len(places))


def _listed(places: Iterable[Place], name: Callable[[int], str]) -> str:
    named = [[name(row) for row in place] for place in places]
    return listed([one[0] if len(one) == 1 else f"({', '.join(one)})" for one in named])


def listed(words: Sequence[str], last: str = "and", most: int = 5) -> str:
    """Return some words as people list them: "a, b and c"."""
    shown = [*words[:most], *([f"{len(words) - most} more"] if len(words) > most else [])]
    if len(shown) < 2:
        return shown[0] if shown else "nothing"
    return f"{', '.join(shown[:-1])} {last} {shown[-1]}"
