"""How does a drawing differ from the computation graph that it is of?

A drawing has names of its own choice, so it is held against the graph by what its nodes show: each
Value is known by its number there, in whatever form that is written.
"""

import re
from collections import Counter
from functools import cached_property

from msgspec import Struct

from checks.check.graph import close
from checks.lesson.dot import Picture
from checks.lesson.tracing import Edge, Graph

FINE, COARSE = 0.011, 0.11  # the last place of a number with two decimals, and with one
FIGURE = re.compile(
    r"[-+]?(?:\d{0,60}\.(\d{1,60})|\d{1,60}\.|(?<![\w.])\d{1,60})(?:[eE]([-+]?\d{1,3}))?(?!\w)"
)
NAME_BEFORE = re.compile(r"([^\W\d]+)[^\w+-]*$")
WORDS_FOR = {
    "+": ("+", "add", "plus", "sum"),
    "*": ("*", "×", "·", "∗", "mul", "times", "prod"),
}


class Figure(Struct, frozen=True):
    """A number in a text.

    Attributes:
        name: the word in front of it, in small letters.
        place: what a 1 in its last place is worth.
    """

    number: float
    name: str
    place: float

    def shows(self, number: float, roughest: float = FINE) -> bool:
        """Tell whether this is a number, rounded or cut, but not too far."""
        off, most = abs(self.number - number), max(roughest, roughest * abs(number))
        return off <= 1e-9 * max(1.0, abs(number)) or off <= 1.001 * self.place <= most


def figures(text: str) -> list[Figure]:
    """Return the numbers that a text shows. Those in a name, as the 1 in x1, are none."""
    text = text.replace("−", "-")
    found = []
    for match in FIGURE.finditer(text):
        before = NAME_BEFORE.search(text[max(0, match.start() - 30) : match.start()])
        place = 10.0 ** (int(match[2] or 0) - len(match[1] or ""))
        found.append(Figure(float(match[0]), before[1].lower() if before else "", place))
    return found


class Drawn:
    """How a drawing differs from the graph.

    Values that hold the same number are one kind: which of its nodes is which of them, nobody can
    tell from the drawing, and nobody has to.

    Attributes:
        picture: what the drawing says.
        kinds: the rows of the Values of each kind, in the order in which they were made.
        nodes: the names of the nodes that show the number of each kind.
        coarse: nodes whose number has one decimal only.
        vague: nodes that show the numbers of several kinds.
    """

    def __init__(self, graph: Graph, picture: Picture) -> None:
        self.graph, self.picture = graph, picture
        self.kinds = _kinds(graph)
        self.nodes: list[list[str]] = [[] for _ in self.kinds]
        self.coarse: list[str] = []
        self.vague: list[str] = []
        self.kind_of: dict[str, int] = {}
        self.figures = {name: figures(text) for name, text in picture.texts.items()}
        ops = {graph.things[row].op for row in graph.operands}
        for name, text in picture.texts.items():
            if text.strip() in ops:  # the 2 in **2 is no data
                continue
            if (kind := self._kind(name)) is not None:
                self.kind_of[name] = kind
                self.nodes[kind].append(name)

    def number(self, kind: int) -> float:
        number = self.graph.things[self.kinds[kind][0]].number
        assert isinstance(number, float)
        return number

    def _kind(self, name: str) -> int | None:
        """Return the one kind whose number a node shows; None if it shows none, or several."""
        shown, every = self._data(name), range(len(self.kinds))
        found = [k for k in every if any(one.shows(self.number(k)) for one in shown)]
        if len(found) > 1:  # the gradient of one may be the number of another
            found = [k for k in found if self._gradients(name, k)] or found
        rough = [k for k in every if shown and shown[0].shows(self.number(k), COARSE)]
        if rough and not found:
            found = [min(rough, key=lambda k: abs(shown[0].number - self.number(k)))]
            self.coarse.append(name)
        self.vague += [name] * (len(found) > 1)
        return found[0] if len(found) == 1 else None

    def _data(self, name: str) -> list[Figure]:
        """Return the figures that can be data: those called so, or else those not called grad."""
        called = [one for one in self.figures[name] if _is_data(one.name)]
        return called or [one for one in self.figures[name] if "grad" not in one.name]

    def _gradients(self, name: str, kind: int) -> list[int]:
        """Return the rows of a kind whose gradient a node shows."""
        shown = [one for one in self.figures[name] if "grad" in one.name]
        if not shown:
            shown = [one for one in self.figures[name] if not _is_data(one.name)]
            data = [one for one in shown if one.shows(self.number(kind))]
            if data and len(self._data(name)) == len(shown):
                shown.remove(data[0])
        grads = {row: self.graph.things[row].grad for row in self.kinds[kind]}
        return [
            row
            for row, grad in grads.items()
            if isinstance(grad, float) and any(one.shows(grad) for one in shown)
        ]

    # what is not as it should be, for each kind

    @property
    def too_few(self) -> list[int]:
        return [k for k, rows in enumerate(self.kinds) if len(self.nodes[k]) < len(rows)]

    @property
    def too_many(self) -> list[int]:
        return [k for k, rows in enumerate(self.kinds) if len(self.nodes[k]) > len(rows)]

    def _lacking(self, kind: int) -> int:
        """Return how many Values of a kind have no node."""
        return max(len(self.kinds[kind]) - len(self.nodes[kind]), 0)

    @property
    def strange(self) -> list[str]:
        """Return the nodes that are no Values and have no Values around them."""
        return [n for n in self.figures if n not in self.kind_of and n not in self.operations]

    @property
    def with_other_data(self) -> list[str]:
        """Return the nodes that call a number data, and it is that of no Value."""
        shown = {name: [one.name for one in found] for name, found in self.figures.items()}
        return [n for n in shown if n not in self.kind_of and any(map(_is_data, shown[n]))]

    @property
    def without_gradient(self) -> list[int]:
        """Return the rows of drawn Values whose gradient no node shows."""
        missing = []
        for kind, rows in enumerate(self.kinds):
            left = list(rows)
            for name in self.nodes[kind]:
                if shown := [row for row in self._gradients(name, kind) if row in left]:
                    left.remove(shown[0])
            missing += left[self._lacking(kind) :]
        return missing

    @property
    def with_another_gradient(self) -> list[str]:
        """Return the nodes that call a number grad, and it is the gradient of no such Value."""
        return [
            name
            for name, kind in self.kind_of.items()
            if name not in self.coarse
            and any("grad" in one.name for one in self.figures[name])
            and not self._gradients(name, kind)
        ]

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
    def is_turned(self) -> bool:
        """Tell whether all its arrows run from the results to their operands."""
        missing, foreign = self.difference()
        return bool(missing) and foreign == Counter({e[::-1]: n for e, n in missing.items()})

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
            missing += made[self._lacking(kind) :]
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
