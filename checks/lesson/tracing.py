"""How does a trace differ from the computation graph that it is of?

The graph is the one that the scenario built, as it was before anybody looked at it. A trace is held
against it by identity: which objects it names.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from msgspec import Struct

from checks.run.observation import Observation, Thing

MOST = 500  # Values; a right answer here has fewer than 60
Edge = tuple[int, int]  # two rows: an operand and its result


class Graph(Struct, frozen=True):
    """A computation graph as it was before anybody looked at it.

    Attributes:
        operands: the rows of the operands of each Value, twice if used twice; in the order in
            which the Values were made, the root last.
        is_kept: whether each Value has these operands still.
    """

    things: Sequence[Thing]
    root: int
    operands: Mapping[int, tuple[int, ...]]
    is_kept: bool

    @property
    def uses(self) -> "Counter[Edge]":
        """Return each edge, with how often the operand is used in that operation."""
        return Counter((o, row) for row, operands in self.operands.items() for o in operands)

    @property
    def is_whole(self) -> bool:
        """Tell whether root was made from all the others."""
        reached, waiting = {self.root}, [self.root]
        while waiting:
            for operand in self.operands.get(waiting.pop(), ()):
                if operand not in reached:
                    reached.add(operand)
                    waiting.append(operand)
        return reached == set(self.operands)


def graph(seen: Observation) -> Graph | None:
    """Return the graph that a scenario built; None if what came back is none."""
    things = seen.things
    if not seen.names.keys() >= {"values", "operands", "root"}:
        return None
    values = things[seen.names["values"]].parts
    before = [things[row].parts for row in things[seen.names["operands"]].parts]
    operands = dict(zip(values, before, strict=False))
    kept = all(sorted(things[row].parts) == sorted(operands[row]) for row in operands)
    # an engine that composes tanh from other operations has Values in between
    waiting = [row for known in operands.values() for row in known]
    while waiting:
        row = waiting.pop()
        if row not in operands:
            operands[row] = things[row].parts
            waiting += things[row].parts
    numbers = [number for row in operands for number in (things[row].number, things[row].grad)]
    if len(before) != len(values) or len(operands) > MOST:
        return None
    if not all(isinstance(number, float) for number in numbers):
        return None
    return Graph(things, seen.names["root"], operands, kept)


class Traced(Struct, frozen=True):
    """How the nodes and edges of a trace differ from those of the graph.

    Attributes:
        missing: rows of Values that should be among the nodes.
        twice: rows that are there more than once.
        strangers: rows of Values that root was not made from.
        others: the types of nodes that are no Values.
        edges_missing: pairs that should be there; those of which the reverse is are `turned`.
        edges_twice: pairs that are there more often than the operand is used.
        edges_foreign: pairs of Values of which the one is no operand of the other.
        edges_odd: the types of edges that are no pair of Values.
    """

    missing: tuple[int, ...]
    twice: tuple[int, ...]
    strangers: tuple[int, ...]
    others: tuple[str, ...]
    edges_missing: tuple[Edge, ...]
    edges_turned: tuple[Edge, ...]
    edges_twice: tuple[Edge, ...]
    edges_foreign: tuple[Edge, ...]
    edges_odd: tuple[str, ...]


def traced(seen: Observation, graph: Graph) -> Traced:
    """Hold what trace gave against the graph; both of its collections are sequences."""
    things, uses = seen.things, graph.uses
    rows = things[seen.names["nodes"]].parts
    values = Counter(row for row in rows if things[row].kind == "value")
    pairs, odd = [], []
    for row in things[seen.names["edges"]].parts:
        ends = things[row].parts
        if things[row].kind == "sequence" and [things[end].kind for end in ends] == ["value"] * 2:
            pairs.append((ends[0], ends[1]))
        else:
            odd.append(_pair_in_words(things, row))
    found = Counter(pairs)
    turned = [edge[::-1] for edge in uses if edge[::-1] in found and edge[::-1] not in uses]
    foreign = sorted(found.keys() - uses.keys() - set(turned))
    missing = [edge for edge in uses if edge not in found]
    return Traced(
        tuple(row for row in graph.operands if row not in values),
        tuple(row for row in graph.operands if values[row] > 1),
        tuple(row for row in values if row not in graph.operands),
        tuple(sorted({things[row].type for row in rows if things[row].kind != "value"})),
        tuple(missing),
        tuple(turned),
        tuple(edge for edge, count in uses.items() if found[edge] > count),
        tuple(foreign),
        tuple(sorted(set(odd))),
    )


def _pair_in_words(things: Sequence[Thing], row: int) -> str:
    thing = things[row]
    if thing.kind != "sequence":
        return thing.type
    return f"{thing.type} of {', '.join(things[part].type for part in thing.parts[:4])}"
