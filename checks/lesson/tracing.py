"""A trace, held against the computation graph that it is of: its Values are known by identity."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from checks.check.facts import ancestors, listed, show
from checks.run.observation import Observation, Thing

MOST = 500  # Values; a right answer here has fewer than 60
Place = tuple[int, ...]  # of a node, which has one number, or of an edge between two
NODES = {
    "missing": "These are not among the nodes: {them}.",
    "foreign": "The nodes have Values that do not lead to {root}: {count} of them. Where do they "
    "come from, if each call starts with nothing?",
    "more": "These are among the nodes more than once: {them}.",
}
OTHERS = "Some nodes are Values that do not lead to {root}."
ODD = "Some nodes are not Values."
SWAPPED = f"{ODD} Pairs are edges, and those come second."
NO_ROOT = "{root} itself is missing among the nodes: it is one, too."
EDGES = {
    "turned": "An edge runs the wrong way: the operand comes first, the result second.",
    "missing": "These edges are missing: {them}.",
    "foreign": "There is an edge ({one}, {other}), but {one} is no operand of {other}.",
}
ONCE = f"{EDGES['missing']} Does it skip a Value that it has met before?"


class Fault(Struct, frozen=True):
    """One thing that is not as it should be in a trace or a drawing.

    Attributes:
        kind, count: what is wrong, beginning with what it is about (nodes, arrows), and how often.
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
        return [*dict.fromkeys((part, row) for row in self.data for part in self.things[row].parts)]

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
    called = [*given["leaves"], *(step.partition(" = ")[0] for step in given["steps"])]
    own = dict(zip(values, called, strict=False))
    return Graph(before, names["root"], data, grads, is_kept, own)


def faults(seen: Observation, built: Graph) -> Iterator[Fault]:
    """Yield what is not right in a trace, the worst first; its nodes and edges are sequences."""
    things, root = seen.things, built.name(built.root)
    nodes, edges = (things[seen.names[name]].parts for name in ("nodes", "edges"))
    if odd := {things[row].type for row in nodes if things[row].kind != "value"}:
        got = listed(sorted(odd))
        swapped = all(_is_pair(things, row) for row in nodes)
        yield Fault(f"nodes odd: {got}", SWAPPED if swapped else ODD, "Values", got)
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
        got, words = listed(sorted(odd)), "An edge is a pair (operand, result) of Values."
        yield Fault(f"edges odd: {got}", words, "pairs of Values", got)
    found, wanted = Counter({things[row].parts for row in pairs}), Counter(built.edges)
    missing, begun = wanted.keys() - found.keys(), {edge[0] for edge in found}
    is_once = {edge[0] for edge in missing} <= begun and found.keys() <= wanted.keys()
    said = EDGES | {"missing": ONCE} if is_once else EDGES
    yield from compared("edges", said, found, wanted, built.name)


def _is_pair(things: Sequence[Thing], row: int) -> bool:
    kinds = [things[part].kind for part in things[row].parts]
    return things[row].kind == "sequence" and kinds == ["value", "value"]


def _in_words(things: Sequence[Thing], row: int) -> str:
    inside = ", ".join(things[part].type for part in things[row].parts[:4])
    thing = things[row]
    return f"{thing.type} of {inside}" if thing.kind == "sequence" else thing.type


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
        name: what a number in a place is called; `words` is what else is said.
    """
    missing, extra = wanted - found, found - wanted
    turned = [one[::-1] for one in missing if one[::-1] in extra.keys() - wanted.keys()]
    turned = turned if 2 * len(turned) > len(missing) else []  # one may be so by chance
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
            other = f"{them} {'once more' if kind == 'more' else 'besides'}"
            got = {"missing": _listed(sorted(found), name), "turned": them}.get(kind, other)
            expected = _listed([*missing, *(wanted - missing)], name)  # all that is missing first
            yield Fault(f"{about} {kind}", said[kind].format(**words), expected, got, len(places))


def _listed(places: Iterable[Place], name: Callable[[int], str]) -> str:
    named = [[name(row) for row in place] for place in places]
    return listed([one[0] if len(one) == 1 else f"({', '.join(one)})" for one in named])
