"""What do a trace and a drawing show of a computation graph?

The graph is the one that the scenario built. A trace is held against it by identity: which objects
it names. A drawing has names of its own choice, so it is held against it by what its nodes show:
each Value is known by its number there, in whatever form it is written.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from msgspec import Struct

from checks import dot
from checks.graph import close
from checks.observation import Observation, Thing

Edge = tuple[int, int]  # two rows: an operand and its result

FINE, COARSE = 0.01, 0.1  # how far off a number with two decimals may be, and one with one decimal
FIGURE = re.compile(
    r"[-+]?(?:\d{0,60}\.\d{1,60}|\d{1,60}\.|(?<![\w.])\d{1,60})(?:[eE][-+]?\d{1,3})?(?!\w)"
)
NAME_BEFORE = re.compile(r"([^\W\d]+)[^\w+-]*$")
WORDS_FOR = {
    "+": ("+", "add", "plus", "sum"),
    "*": ("*", "×", "·", "∗", "mul", "times", "prod"),
}


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
    if len(before) != len(values) or not all(isinstance(number, float) for number in numbers):
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
    values = [row for row in rows if things[row].kind == "value"]
    pairs, odd = [], []
    for row in things[seen.names["edges"]].parts:
        ends = things[row].parts
        if things[row].kind == "sequence" and [things[end].kind for end in ends] == ["value"] * 2:
            pairs.append((ends[0], ends[1]))
        else:
            odd.append(_pair_in_words(things, row))
    found = Counter(pairs)
    foreign = [edge for edge in found if edge not in uses]
    turned = [edge for edge in foreign if edge[::-1] in uses]
    missing = [edge for edge in uses if edge not in found]
    return Traced(
        tuple(row for row in graph.operands if row not in values),
        tuple(row for row, count in Counter(values).items() if count > 1),
        tuple(row for row in dict.fromkeys(values) if row not in graph.operands),
        tuple(sorted({things[row].type for row in rows if things[row].kind != "value"})),
        tuple(missing),
        tuple(turned),
        tuple(edge for edge, count in found.items() if edge in uses and count > uses[edge]),
        tuple(edge for edge in foreign if edge not in turned),
        tuple(sorted(set(odd))),
    )


def _pair_in_words(things: Sequence[Thing], row: int) -> str:
    thing = things[row]
    if thing.kind != "sequence":
        return thing.type
    return f"{thing.type} of {', '.join(things[part].type for part in thing.parts[:4])}"


class Figure(Struct, frozen=True):
    """A number in a text, and the word in front of it, in small letters."""

    number: float
    name: str
    decimals: int


def figures(text: str) -> list[Figure]:
    """Return the numbers that a text shows. Those in a name, as the 1 in x1, are none."""
    text = text.replace("−", "-")
    found = []
    for match in FIGURE.finditer(text):
        before = NAME_BEFORE.search(text[max(0, match.start() - 30) : match.start()])
        decimals = len(re.split("[eE]", match[0])[0].partition(".")[2])
        found.append(Figure(float(match[0]), before[1].lower() if before else "", decimals))
    return found


def _near(shown: float, number: float, off: float = FINE) -> bool:
    return abs(shown - number) <= max(off, off * abs(number)) + 1e-9


class Drawn:
    """How a drawing differs from the graph.

    Values that hold the same number are one kind: which of its nodes is which of them, nobody can
    tell from the drawing, and nobody has to.

    Attributes:
        picture: what the drawing says.
        kinds: the rows of the Values of each kind, in the order in which they were made.
        nodes: the names of the nodes that show the number of each kind.
        coarse: nodes whose number has one decimal only.
    """

    def __init__(self, graph: Graph, picture: dot.Picture) -> None:
        self.graph, self.picture = graph, picture
        self.kinds = _kinds(graph)
        self.nodes: list[list[str]] = [[] for _ in self.kinds]
        self.coarse: list[str] = []
        self.kind_of: dict[str, int] = {}
        self.figures = {name: figures(text) for name, text in picture.texts.items()}
        for name in picture.texts:
            if (kind := self._kind(name)) is not None:
                self.kind_of[name] = kind
                self.nodes[kind].append(name)

    def number(self, kind: int) -> float:
        number = self.graph.things[self.kinds[kind][0]].number
        assert isinstance(number, float)
        return number

    def _kind(self, name: str) -> int | None:
        """Return the one kind whose number a node shows; None if it shows none, or several."""
        shown = self._data(name)
        every = range(len(self.kinds))
        near = [k for k in every if any(_near(one.number, self.number(k)) for one in shown)]
        if len(near) > 1:  # the gradient of one may be the number of another
            near = [k for k in near if self._gradients(name, k)] or near
        if not near and (rough := [one.number for one in shown if one.decimals == 1]):
            near = [k for k in every if any(_near(n, self.number(k), COARSE) for n in rough)]
            near = sorted(near, key=lambda k: abs(rough[0] - self.number(k)))[:1]
            self.coarse += [name] * len(near)
        return near[0] if len(near) == 1 else None

    def _data(self, name: str) -> list[Figure]:
        """Return the figures that can be data: those called so, or else those not called grad."""
        called = [one for one in self.figures[name] if _is_data(one.name)]
        return called or [one for one in self.figures[name] if "grad" not in one.name]

    def _gradients(self, name: str, kind: int) -> list[int]:
        """Return the rows of a kind whose gradient a node shows."""
        shown = [one for one in self.figures[name] if "grad" in one.name]
        if not shown:
            shown = [one for one in self.figures[name] if not _is_data(one.name)]
            data = [one for one in shown if _near(one.number, self.number(kind))]
            if data and len(self._data(name)) == len(shown):
                shown.remove(data[0])
        grads = {row: self.graph.things[row].grad for row in self.kinds[kind]}
        return [
            row
            for row, grad in grads.items()
            if isinstance(grad, float) and any(_near(one.number, grad) for one in shown)
        ]

    # what is not as it should be, for each kind

    @property
    def too_few(self) -> list[int]:
        return [k for k, rows in enumerate(self.kinds) if len(self.nodes[k]) < len(rows)]

    @property
    def too_many(self) -> list[int]:
        return [k for k, rows in enumerate(self.kinds) if len(self.nodes[k]) > len(rows)]

    @property
    def without_gradient(self) -> list[int]:
        """Return the rows of drawn Values whose gradient no node shows."""
        missing = []
        for kind, rows in enumerate(self.kinds):
            left = list(rows)
            for name in self.nodes[kind]:
                if shown := [row for row in self._gradients(name, kind) if row in left]:
                    left.remove(shown[0])
            if self.nodes[kind]:
                missing += left
        return missing

    # operations and arrows

    @cached_property
    def arrows(self) -> "Counter[tuple[str, str]]":
        return Counter((arrow.tail, arrow.head) for arrow in self.picture.arrows)

    @cached_property
    def operations(self) -> dict[str, tuple[list[str], list[str]]]:
        """Return the nodes that are no Values, with the Values before and behind each."""
        found: dict[str, tuple[list[str], list[str]]] = {}
        for tail, head in self.arrows:
            if tail in self.kind_of and head not in self.kind_of:
                found.setdefault(head, ([], []))[0].append(tail)
            elif tail not in self.kind_of and head in self.kind_of:
                found.setdefault(tail, ([], []))[1].append(head)
        return found

    @property
    def merged(self) -> list[str]:
        """Return the nodes that stand for more than one operation."""
        return [name for name, (_, results) in self.operations.items() if len(results) > 1]

    @property
    def loose(self) -> list[str]:
        """Return the operations that lack their arrows from operands, or the one to a result."""
        return [name for name, ends in self.operations.items() if not all(ends)]

    @cached_property
    def ways(self) -> set[tuple[str, str]]:
        """Return the pairs of Values with an arrow between them, or one operation."""
        direct = {
            (tail, head)
            for tail, head in self.arrows
            if tail in self.kind_of and head in self.kind_of
        }
        ends = self.operations.values()
        return direct | {(tail, head) for tails, heads in ends for tail in tails for head in heads}

    def difference(self) -> "tuple[Counter[Edge], Counter[Edge]]":
        """Return the ways that are missing, and those that should not be there, between kinds."""
        kind_of = {row: kind for kind, rows in enumerate(self.kinds) for row in rows}
        want = Counter((kind_of[operand], kind_of[row]) for operand, row in self.graph.uses)
        found = Counter((self.kind_of[tail], self.kind_of[head]) for tail, head in self.ways)
        return want - found, found - want

    @property
    def repeated(self) -> list[tuple[str, str]]:
        """Return the arrows that are drawn more often than once for each of two operands."""
        return [ends for ends, count in self.arrows.items() if count > 2]

    @property
    def unnamed(self) -> list[int]:
        """Return the rows of drawn results of which nothing shows how they were made."""
        missing = []
        for kind, rows in enumerate(self.kinds):
            made = [row for row in rows if self.graph.operands[row]]
            for name in self.nodes[kind]:
                text = self._words_around(name)
                if named := [row for row in made if _names(text, self.graph.things[row].op)]:
                    made.remove(named[0])
            if self.nodes[kind]:
                missing += made
        return missing

    def _words_around(self, name: str) -> str:
        """Return what a node and all that leads into it say, without the numbers."""
        before = [tail for tail, head in self.arrows if head == name and tail not in self.kind_of]
        texts = [self.picture.texts[one] for one in (name, *before)]
        texts += [arrow.text for arrow in self.picture.arrows if arrow.head == name]
        return "\n".join(FIGURE.sub(" ", text) for text in texts).lower()


def _is_data(name: str) -> bool:
    return "data" in name or name in ("value", "val")


def _names(text: str, op: str) -> bool:
    words = WORDS_FOR.get(op, (FIGURE.sub("", op).strip(" ()").lower(),))
    return any(word in text for word in words)


def _kinds(graph: Graph) -> list[list[int]]:
    kinds: list[list[int]] = []
    for row in graph.operands:
        number = graph.things[row].number
        for kind in kinds:
            if close(number, graph.things[kind[0]].number):
                kind.append(row)
                break
        else:
            kinds.append([row])
    return kinds


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
        found["drawing"] = _drawing(seen, built)
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


def _drawing(seen: Observation, built: Graph) -> Any:
    thing = seen.things[seen.names["drawing"]]
    if thing.kind != "text":
        return thing.type
    try:
        picture = dot.read(thing.text)
    except dot.Unreadable:
        return "unreadable"
    drawn = Drawn(built, picture)
    missing, foreign = drawn.difference()
    return {
        "directed": "yes" if picture.directed else "no",
        "direction": picture.settings.get("rankdir", ""),
        "too few": [float(kind) for kind in drawn.too_few],
        "too many": [float(kind) for kind in drawn.too_many],
        "coarse": float(len(drawn.coarse)),
        "without gradient": float(len(drawn.without_gradient)),
        "merged": float(len(drawn.merged)),
        "loose": float(len(drawn.loose)),
        "missing": _counts(missing),
        "foreign": _counts(foreign),
        "repeated": float(len(drawn.repeated)),
        "unnamed": float(len(drawn.unnamed)),
    }


def _counts(edges: "Counter[Edge]") -> list[Any]:
    return [[float(a), float(b)] for a, b in sorted(edges.elements())]
