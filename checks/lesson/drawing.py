"""A drawing, held against the computation graph that it is of.

A drawing has names of its own choice, so its nodes are known by what they show: each Value by its
number, in whatever form that is written. Values that hold the same number are one kind: which of
the nodes is which of them, nobody can tell from the drawing, and nobody has to.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from html import unescape

from msgspec import Struct

from checks.check.facts import show
from checks.check.graph import close
from checks.lesson.tracing import Fault, Graph, compared, listed
from checks.run.observation import Observation

MOST = 300  # nodes, and arrows; a right drawing here has fewer than 20
LONGEST = 1_000  # characters of a text
FINE = 0.011  # the last place of a number with two decimals
NUMBER = r"[-+]?(?:\d{0,60}\.(\d{1,60})|\d{1,60}\.|(?<![\w.])\d{1,60})(?:[eE]([-+]?\d{1,3}))?(?!\w)"
FIGURE = re.compile(rf"(?:(?<![^\W\d])([^\W\d]{{1,30}})[^\w+-]{{0,30}})?({NUMBER})")
TAG = re.compile(r"<[^<>]*>")  # of HTML, and the name of a field in a record
ARROWS = {
    "turned": "The arrows run the wrong way: from the results to their operands.",
    "missing": "No arrow leads from {one} to {other}, directly or through a node.",
    "foreign": "Arrows lead from {one} to {other}, and {one} is no operand of {other}.",
    "more": "More arrows lead from {one} to {other} than there are operands.",
}
WORDS_FOR = {
    "+": ("+", "add", "plus", "sum"),
    "*": ("*", "×", "·", "∗", "mul", "times", "prod"),
}


class Figure(Struct, frozen=True):
    """A number in a text, the word in front of it, and what a 1 in its last place is worth."""

    number: float
    name: str
    place: float

    @property
    def is_data(self) -> bool:
        return "data" in self.name or self.name in ("value", "val")

    def shows(self, number: float) -> bool:
        """Tell whether this is a number, rounded or cut, but not too far."""
        off, most = abs(self.number - number), FINE * max(1.0, abs(number))
        return close(self.number, number) or off <= 1.001 * self.place <= most


@lru_cache(maxsize=1_000)
def figures(text: str) -> list[Figure]:
    """Return the numbers that a text shows. Those in a name, as the 1 in x1, are none."""
    return [
        Figure(float(number), name.lower(), float(f"1e{int(power or 0) - len(decimals)}"))
        for name, number, decimals, power in FIGURE.findall(text.replace("−", "-"))
    ]


def read(label: str, name: str) -> str:
    """Return a label as people see it, without the marks of its lay-out."""
    marks = {"N": name, "n": "\n", "l": "\n", "r": "\n"}
    bare = re.sub(r"\\(.)", lambda mark: marks.get(mark[1], mark[1]), TAG.sub(" ", label[:LONGEST]))
    return unescape(bare)


class Drawing:
    """What a drawing shows of a graph.

    Attributes:
        way: "digraph" or "graph", and its direction, such as "LR".
        texts: what each node shows, by its name.
        arrows: the ends of each arrow, and what stands beside it.
        kinds: the rows of the Values that hold the same number.
        shown: the kinds whose number each node shows.
        kind_of: the kind of each node that stands for a Value: it shows the number of one kind.
        ends: how many arrows lead from one node to another.
        between: of each other node, the Values before it and behind it.
    """

    def __init__(self, seen: Observation, name: str, graph: Graph) -> None:
        self.graph, self.way = graph, seen.things[seen.names[name]].text
        nodes, arrows = (
            [seen.things[row].text for row in seen.things[seen.names[f"{name}_{table}"]].parts]
            for table in ("nodes", "arrows")
        )
        pairs = list(zip(nodes[::2], nodes[1::2], strict=False))[:MOST]
        self.texts = {node: read(label, node) for node, label in pairs}
        self.arrows = list(zip(arrows[::3], arrows[1::3], arrows[2::3], strict=False))[:MOST]
        kinds: dict[float, list[int]] = {}
        for row, number in graph.data.items():
            kinds.setdefault(round(number, 9), []).append(row)
        self.kinds = list(kinds.values())
        self.shown = {node: self._kinds_in(text) for node, text in self.texts.items()}
        self.kind_of = {node: kinds[0] for node, kinds in self.shown.items() if len(kinds) == 1}
        self.ends = Counter((tail, head) for tail, head, _ in self.arrows)
        self.between: dict[str, tuple[list[str], list[str]]] = {}
        for tail, head in self.ends:
            if tail in self.kind_of and head not in self.kind_of:
                self.between.setdefault(head, ([], []))[0].append(tail)
            elif tail not in self.kind_of and head in self.kind_of:
                self.between.setdefault(tail, ([], []))[1].append(head)

    def _kinds_in(self, text: str) -> list[int]:
        if text.strip() in {self.graph.things[row].op for row in self.graph.data}:
            return []  # the 2 in **2 is no data
        data = [one for one in figures(text) if "grad" not in one.name]
        numbers = [self.graph.data[rows[0]] for rows in self.kinds]
        return [k for k, number in enumerate(numbers) if any(one.shows(number) for one in data)]

    def faults(self) -> Iterator[Fault]:
        """Yield what is not right, the worst first."""
        what, _, direction = self.way.partition(" ")
        if what != "digraph":
            message = "Its lines have no direction: arrows need a Digraph."
            yield Fault("digraph", message, "a Digraph", "a Graph")
        if direction != "LR":
            message = "The drawing does not run from left to right."
            got = f"rankdir {direction[:20]}" if direction else "no rankdir: from top to bottom"
            yield Fault(f"direction {direction}", message, "rankdir LR", got)
        if max(len(self.texts), len(self.arrows)) >= MOST:
            message = f"It draws {MOST} nodes or arrows, or more; a right answer has fewer than 20."
            yield Fault("data endless", message)
        if not self.texts:
            message = "Nothing is drawn by node() or edge()."
            yield Fault("data nothing", message, "a node for each Value", "no nodes")
        if vague := [node for node, kinds in self.shown.items() if len(kinds) > 1]:
            message = "A node shows the numbers of several Values: whose is it?"
            yield Fault("data vague", message, "", self._quoted(vague))
        for kind in range(len(self.kinds)):
            yield from self._of_numbers(kind)
        yield from self._of_arrows()
        yield from self._of_operations()

    def _nodes(self, kind: int) -> list[str]:
        return [node for node, its in self.kind_of.items() if its == kind]

    def _of_numbers(self, kind: int) -> Iterator[Fault]:
        nodes, rows, names = self._nodes(kind), self.kinds[kind], self._named(kind, "and")
        number, more = show(self.graph.data[rows[0]]), len(nodes) - len(rows)
        if more:
            message = f"There are more nodes that show the data of {names} than Values."
            if not nodes:
                message = f"No node shows the data of {names}."
            elif more < 0:
                message = f"{names} are different Values, and there are fewer nodes that show "
                message += f"{number}. Under one name it is one node."
            expected = f"{len(rows)} with {number}, to two decimals or more"
            about, got = "data more" if more > 0 else "data missing", nodes or self.texts
            yield Fault(about, message, expected, self._quoted(got), abs(more))
        shown = [one for node in nodes for one in figures(self.texts[node]) if not one.is_data]
        about = f"gradients {'other' if any('grad' in one.name for one in shown) else 'missing'}"
        for row in rows:
            if nodes and not any(one.shows(self.graph.grads[row]) for one in shown):
                message = f"The node of {self.graph.name(row)} does not show its gradient."
                expected = f"grad {show(self.graph.grads[row])}, to two decimals or more"
                yield Fault(about, message, expected, self._quoted(nodes))

    def _of_arrows(self) -> Iterator[Fault]:
        """Yield what is wrong with the ways from Value to Value, along one arrow or two."""
        ways = {way for way in self.ends if self.kind_of.keys() >= {*way}}
        for tails, heads in self.between.values():
            ways |= {(tail, head) for tail in tails for head in heads}
        kind_of = {row: kind for kind, rows in enumerate(self.kinds) for row in rows}
        wanted = Counter(tuple(kind_of[row] for row in edge) for edge in self.graph.edges)
        found = Counter(tuple(self.kind_of[node] for node in way) for way in ways)
        yield from compared("arrows", ARROWS, found, wanted, self._named)
        if (most := max(self.ends.values(), default=0)) > 2:
            message = f"An arrow between the same two nodes is drawn {most} times."
            yield Fault("arrows repeated", message)

    def _of_operations(self) -> Iterator[Fault]:
        if merged := [node for node, (_, heads) in self.between.items() if len(heads) > 1]:
            message = "One node stands for several operations. Under one name it is one node: each "
            message += "needs a name of its own."
            got = f"{self._quoted(merged)}, with arrows to several results"
            yield Fault("operations merged", message, "a node for each operation", got)
        loose = [node for node, ends in self.between.items() if not all(ends)]
        for node in sorted(loose, key=lambda node: self.texts.get(node, "")):
            lacking = "to its result" if self.between[node][0] else "from its operands"
            message = f"A node between Values, {self._quoted([node])}, has no arrow {lacking}."
            yield Fault(f"operations {lacking}", message)
        for kind, rows in enumerate(self.kinds):
            for row in rows if self._nodes(kind) else ():
                op = self.graph.things[row].op
                if op and not self._says(self._nodes(kind), op):
                    message = f"Nothing in the drawing says how {self.graph.name(row)} was made."
                    yield Fault("operations unsaid", message, f"a node that shows {op}")

    def _says(self, nodes: list[str], op: str) -> bool:
        """Tell whether some nodes, or what leads into them, name an operation."""
        into = [(tail, text) for tail, head, text in self.arrows if head in nodes]
        texts = [self.texts[node] for node in nodes] + [text for _, text in into]
        texts += [self.texts.get(tail, "") for tail, _ in into if tail not in self.kind_of]
        around = "\n".join(re.sub(NUMBER, " ", text) for text in texts).lower()
        words = WORDS_FOR.get(op, (re.sub(NUMBER, "", op).strip(" ()").lower(),))
        return any(word in around for word in words)

    def _named(self, kind: int, last: str = "or") -> str:
        return listed([self.graph.name(row) for row in self.kinds[kind]], last)

    def _quoted(self, nodes: Iterable[str]) -> str:
        """Return what some nodes show, cut short."""
        texts = sorted(" ".join(self.texts.get(node, "").split()) for node in nodes)
        short = [text if len(text) <= 40 else f"{text[:37]}..." for text in texts]
        return listed([*map(repr, short)], most=3)


def drawings(seen: Observation, graph: Graph) -> list[list[Fault]]:
    """Return what is not right with a drawing over the known trace, and over the learner's own.

    What is no drawing is left out.
    """
    told = {name: {name, f"{name}_nodes", f"{name}_arrows"} for name in ("drawing", "own")}
    drawn = [name for name, wanted in told.items() if wanted <= seen.names.keys()]
    return [[*Drawing(seen, name, graph).faults()] for name in drawn]
