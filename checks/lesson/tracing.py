"""A trace, held against the computation graph that the scenario built, by identity."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from checks.run.observation import Observation, Thing

MOST = 500  # Values; a right answer here has fewer than 60
Edge = tuple[int, int]  # two rows: an operand and its result


class Fault(Struct, frozen=True):
    """One thing that is not as it should be in a trace or a drawing.

    Attributes:
        about: the checks that it concerns.
        kind, count: what is wrong, and how often; the same for all with the same mistake.
    """

    about: str
    kind: str
    message: str
    expected: str = ""
    got: str = ""
    count: int = 1


class Graph(Struct, frozen=True):
    """The computation graph as it was before anybody looked at it.

    Attributes:
        operands: the rows of the operands of each Value, twice if used twice; in the order in
            which the Values were made.
        data, grads: what each of these holds.
        is_kept: whether each Value has these operands still.
        names: what the expression calls a Value.
    """

    things: Sequence[Thing]
    root: int
    operands: Mapping[int, tuple[int, ...]]
    data: Mapping[int, float]
    grads: Mapping[int, float]
    is_kept: bool
    names: Mapping[int, str]

    @property
    def uses(self) -> "Counter[Edge]":
        """Return each edge, with how often the operand is used in that operation."""
        return Counter((o, row) for row, operands in self.operands.items() for o in operands)

    def named(self, rows: Iterable[int], last: str = "and") -> str:
        """Return how the expression calls some Values: "a, b and c"."""
        return listed([self.names.get(row) or f"Value({self._shown(row)})" for row in rows], last)

    def _shown(self, row: int) -> str:
        number = self.things[row].number
        return f"{number:.6g}" if isinstance(number, float) else f"{number}"

    def pairs(self, edges: Iterable[Edge]) -> str:
        return listed([f"({self.named([one])}, {self.named([other])})" for one, other in edges])


def listed(words: Sequence[str], last: str = "and", most: int = 5) -> str:
    """Return some words as people list them: "a, b and c"."""
    shown = [*words[:most], *([f"{len(words) - most} more"] if len(words) > most else [])]
    if len(shown) < 2:
        return shown[0] if shown else "nothing"
    return f"{', '.join(shown[:-1])} {last} {shown[-1]}"


def graph(given: Mapping[str, Any], seen: Observation) -> Graph | None:
    """Return the graph that a scenario built; None if what came back is none."""
    things = seen.things
    if not seen.names.keys() >= {"values", "operands", "root"}:
        return None
    values, root = things[seen.names["values"]].parts, seen.names["root"]
    before = [things[row].parts for row in things[seen.names["operands"]].parts]
    if len(before) != len(values):
        return None
    known = dict(zip(values, before, strict=True))

    def below(row: int) -> tuple[int, ...]:
        return known[row] if row in known else things[row].parts

    # an engine that composes tanh from other operations has Values in between
    operands = {row: below(row) for row in _reached(values, below)}
    data = {row: n for row in operands if isinstance(n := things[row].number, float)}
    grads = {row: n for row in operands if isinstance(n := things[row].grad, float)}
    if len(operands) > MOST or len(_reached([root], below)) < len(operands):
        return None
    if not len(data) == len(grads) == len(operands):
        return None
    is_kept = all(sorted(things[row].parts) == sorted(operands[row]) for row in operands)
    names = [*given["leaves"], *(step[0] for step in given["steps"])]
    called = dict(zip(values, names, strict=False))
    return Graph(things, root, operands, data, grads, is_kept, called)


def _reached(rows: Iterable[int], below: Callable[[int], tuple[int, ...]]) -> list[int]:
    found = list(dict.fromkeys(rows))
    known = set(found)
    for row in found:  # grows while it is walked
        new = [operand for operand in dict.fromkeys(below(row)) if operand not in known]
        known.update(new)
        found += new
    return found


def faults(seen: Observation, built: Graph) -> Iterator[Fault]:
    """Yield what is not right in a trace, the worst first; its nodes and edges are sequences."""
    yield from _faults_of_nodes(seen.things, seen.things[seen.names["nodes"]].parts, built)
    yield from _faults_of_edges(seen.things, seen.things[seen.names["edges"]].parts, built)


def _faults_of_nodes(things: Sequence[Thing], rows: Sequence[int], built: Graph) -> Iterator[Fault]:
    values = Counter(row for row in rows if things[row].kind == "value")
    others = sorted({things[row].type for row in rows if things[row].kind != "value"})
    missing = [row for row in built.operands if row not in values]
    strangers = [row for row in values if row not in built.operands]
    root, every = built.named([built.root]), built.named(built.names)
    if others:
        got = listed(others)
        yield Fault("nodes", f"no Values: {got}", "There are nodes that are no Values.", every, got)
    if missing:
        inner = sum(1 for row in missing if built.operands[row])
        message = f"These are not among the nodes: {built.named(missing)}."
        if strangers:
            message = f"There are nodes that are other Values than those that {root} was made from."
        elif missing == [built.root]:
            message = f"{root} itself is not among the nodes, and it is one, too."
        kind = f"{len(missing)} missing, {inner} of them results"
        kind += " and root" if built.root in missing else ""
        yield Fault("nodes", kind, message, "" if strangers else every)
    if strangers:
        message = (
            f"There are {len(strangers)} Values among the nodes that {root} was not made "
            f"from. Where do they come from, if each call starts with nothing?"
        )
        yield Fault("nodes", f"{len(strangers)} strangers", message, every)
    if twice := [row for row in built.operands if values[row] > 1]:
        message = f"These are among the nodes more than once: {built.named(twice)}."
        yield Fault("nodes", f"{len(twice)} twice", message)


def _faults_of_edges(things: Sequence[Thing], rows: Sequence[int], built: Graph) -> Iterator[Fault]:
    pairs = [row for row in rows if _is_pair(things, row)]
    others, uses = {*rows} - {*pairs}, built.uses
    found = Counter((things[row].parts[0], things[row].parts[1]) for row in pairs)
    turned = [edge for edge in uses if edge[::-1] in found and edge[::-1] not in uses]
    if odd := sorted({_pair_in_words(things, row) for row in others}):
        message, got = "An edge is a pair (operand, result) of Values.", listed(odd)
        yield Fault("edges", f"no pairs: {got}", message, "pairs of Values", got)
    if turned:
        message = "An edge runs the wrong way: the operand comes first, the result second."
        got = built.pairs([edge[::-1] for edge in turned])
        yield Fault("edges", f"{len(turned)} turned", message, built.pairs(turned), got)
    if missing := [edge for edge in uses if edge not in found]:
        inner = sum(1 for operand, _ in missing if built.operands[operand])
        message = f"These edges are missing: {built.pairs(missing)}."
        yield Fault("edges", f"{len(missing)} missing, {inner} of them inside", message)
    back = {edge[::-1] for edge in turned}
    if foreign := sorted(found.keys() - uses.keys() - back):
        operand, result = (built.named([row]) for row in foreign[0])
        message = (
            f"There is an edge ({operand}, {result}), but {operand} is no operand of {result}."
        )
        yield Fault("edges", f"{len(foreign)} foreign", message)
    if twice := [edge for edge, count in uses.items() if found[edge] > count]:
        message = (
            f"These edges are there more often than the operand is used: {built.pairs(twice)}."
        )
        yield Fault("edges", f"{len(twice)} twice", message)


def _is_pair(things: Sequence[Thing], row: int) -> bool:
    kinds = [things[part].kind for part in things[row].parts]
    return things[row].kind == "sequence" and kinds == ["value", "value"]


def _pair_in_words(things: Sequence[Thing], row: int) -> str:
    thing = things[row]
    if thing.kind != "sequence":
        return thing.type
    return f"{thing.type} of {', '.join(things[part].type for part in thing.parts[:4])}"
