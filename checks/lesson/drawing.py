"""A drawing, held against the computation graph that it is of.

A drawing has names of its own choice, so its nodes are known by what they show: each Value by its
number, in whatever form that is written. Values that hold the same number are one kind: which of
the nodes is which of them, nobody can tell from the drawing, and nobody has to.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from html import unescape

from msgspec import Struct

from checks.lesson.tracing import Edge, Fault, Graph, listed
from checks.run.observation import Observation

MOST = 300  # nodes, and arrows; a right drawing here has fewer than 20
LONGEST = 1_000  # characters of a text
FINE, COARSE = 0.011, 0.11  # the last place of a number with two decimals, and with one
FIGURE = re.compile(
    r"[-+]?(?:\d{0,60}\.(\d{1,60})|\d{1,60}\.|(?<![\w.])\d{1,60})(?:[eE]([-+]?\d{1,3}))?(?!\w)"
)
NAME_BEFORE = re.compile(r"([^\W\d]+)[^\w+-]*$")
TAG = re.compile(r"<[^<>]*>")  # of HTML, and the name of a field in a record
WORDS_FOR = {
    "+": ("+", "add", "plus", "sum"),
    "*": ("*", "×", "·", "∗", "mul", "times", "prod"),
}


KINDS = (  # of faults
    *("endless", "nothing", "vague", "coarse", "missing", "many", "no gradient"),
    *("turned", "no arrow", "foreign arrow", "repeated", "merged", "to its result"),
    *("from its operands", "unsaid"),
)


class Figure(Struct, frozen=True):
    """A number in a text, the word in front of it, and what a 1 in its last place is worth."""

    number: float
    name: str
    place: float

    def shows(self, number: float, roughest: float = FINE) -> bool:
        """Tell whether this is a number, rounded or cut, but not too far."""
        off, most = abs(self.number - number), max(roughest, roughest * abs(number))
        return off <= 1e-9 * max(1.0, abs(number)) or off <= 1.001 * self.place <= most


@lru_cache(maxsize=1_000)
def figures(text: str) -> list[Figure]:
    """Return the numbers that a text shows. Those in a name, as the 1 in x1, are none."""
    text = text.replace("−", "-")
    found = []
    for match in FIGURE.finditer(text):
        before = NAME_BEFORE.search(text[max(0, match.start() - 30) : match.start()])
        place = 10.0 ** (int(match[2] or 0) - len(match[1] or ""))
        found.append(Figure(float(match[0]), before[1].lower() if before else "", place))
    return found


def read(label: str, name: str) -> str:
    """Return a label as people see it, without the marks of its lay-out."""
    marks = {"N": name, "n": "\n", "l": "\n", "r": "\n"}
    bare = TAG.sub(" ", label[:LONGEST])
    return unescape(re.sub(r"\\(.)", lambda mark: marks.get(mark[1], mark[1]), bare))


class Drawing:
    """What a drawing shows of a graph.

    Attributes:
        way: "digraph" or "graph", and its direction, such as "LR".
        texts: what each node shows, by its name.
        arrows: the ends of each arrow, and what stands beside it.
        kinds: the rows of the Values that hold the same number.
        shown: the kinds whose number each node shows.
        nodes: of each kind those that show its number, and no other.
        operations: the nodes that are no Values, with the Values before and behind each.
    """

    def __init__(self, seen: Observation, name: str, graph: Graph) -> None:
        self.graph, self.way = graph, seen.things[seen.names[name]].text
        nodes, arrows = _texts(seen, f"{name}_nodes", 2), _texts(seen, f"{name}_arrows", 3)
        self.texts = {node: read(label, node) for node, label in nodes}
        self.arrows = [(tail, head, read(text, "")) for tail, head, text in arrows]
        self.ends = Counter((tail, head) for tail, head, _ in self.arrows)
        same: dict[float, list[int]] = {}
        for row in graph.operands:
            same.setdefault(round(graph.data[row], 9), []).append(row)
        self.kinds = list(same.values())
        self.coarse: set[str] = set()
        self.shown = {node: self._kinds_in(node) for node in self.texts}
        self.kind_of = {node: kinds[0] for node, kinds in self.shown.items() if len(kinds) == 1}
        every = range(len(self.kinds))
        self.nodes = [[n for n, found in self.kind_of.items() if found == kind] for kind in every]
        self.operations: dict[str, tuple[list[str], list[str]]] = {}
        for tail, head in self.ends:
            if tail in self.kind_of and head not in self.kind_of:
                self.operations.setdefault(head, ([], []))[0].append(tail)
            elif tail not in self.kind_of and head in self.kind_of:
                self.operations.setdefault(tail, ([], []))[1].append(head)

    def _kinds_in(self, node: str) -> list[int]:
        """Return the kinds whose number a node shows, or else the one that it may show roughly."""
        if self.texts[node].strip() in {self.graph.things[row].op for row in self.graph.operands}:
            return []  # the 2 in **2 is no data
        data = [one for one in self._in(node) if "grad" not in one.name]
        numbers = [self.graph.data[rows[0]] for rows in self.kinds]
        fine = [k for k, number in enumerate(numbers) if any(one.shows(number) for one in data)]
        if fine or not data:
            return fine
        distances = {abs(data[0].number - number): k for k, number in enumerate(numbers)}
        nearest = distances[min(distances)]
        if not data[0].shows(numbers[nearest], COARSE):
            return []
        self.coarse.add(node)
        return [nearest]

    def _in(self, node: str) -> list[Figure]:
        return figures(self.texts[node])

    def _has_gradient(self, node: str, row: int) -> bool:
        found = [one for one in self._in(node) if not _is_data(one.name)]
        return any(one.shows(self.graph.grads[row]) for one in found)

    @property
    def others(self) -> str:
        """Tell what is called data or gradient, and is none of the Values'."""
        strange = [node for node in self.texts if node not in self.kind_of]
        data = any(_is_data(one.name) for node in strange for one in self._in(node))
        known = [(n, self.kinds[k]) for n, k in self.kind_of.items() if n not in self.coarse]
        wrong = [n for n, rows in known if not any(self._has_gradient(n, row) for row in rows)]
        gradients = sum(1 for n in wrong if any("grad" in one.name for one in self._in(n)))
        return f"{gradients} gradients" + (", data" if data else "")

    def difference(self) -> "tuple[Counter[Edge], Counter[Edge]]":
        """Return the ways between kinds that are missing, and those that should not be there.

        A way leads from Value to Value, along one arrow or through one operation.
        """
        ways = {ends for ends in self.ends if self.kind_of.keys() >= {*ends}}
        for tails, heads in self.operations.values():
            ways |= {(tail, head) for tail in tails for head in heads}
        kind_of = {row: kind for kind, rows in enumerate(self.kinds) for row in rows}
        want = Counter((kind_of[operand], kind_of[row]) for operand, row in self.graph.uses)
        found = Counter((self.kind_of[tail], self.kind_of[head]) for tail, head in ways)
        return want - found, found - want

    def _says(self, node: str, op: str) -> bool:
        """Tell whether a node, or what leads into it, names an operation."""
        before = [tail for tail, head in self.ends if head == node and tail not in self.kind_of]
        texts = [self.texts.get(one, "") for one in (node, *before)]
        texts += [text for _, head, text in self.arrows if head == node]
        around = "\n".join(FIGURE.sub(" ", text) for text in texts).lower()
        words = WORDS_FOR.get(op, (FIGURE.sub("", op).strip(" ()").lower(),))
        return any(word in around for word in words)

    # what is not as it should be

    def faults(self) -> Iterator[Fault]:
        """Yield what is not right, the worst first."""
        what, _, direction = self.way.partition(" ")
        if what != "digraph":
            message = "Its lines have no direction: arrows need a Digraph."
            yield Fault("digraph", "lines", message, "a Digraph", "a Graph")
        if direction != "LR":
            message = "The drawing does not run from left to right."
            got = f"rankdir {direction[:20]}" if direction else "no rankdir: from top to bottom"
            yield Fault("direction", f"rankdir {direction}", message, "rankdir LR", got)
        yield from self._of_data()
        yield from self._of_gradients()
        yield from self._of_arrows()
        yield from self._of_operations()

    def _of_data(self) -> Iterator[Fault]:
        if max(len(self.texts), len(self.arrows)) >= MOST:
            message = f"It draws {MOST} nodes or arrows, or more; a right answer has fewer than 20."
            yield Fault("data", "endless", message)
        if not self.texts:
            message = "Nothing is drawn by node() or edge()."
            yield Fault("data", "nothing", message, "a node for each Value", "no nodes")
        if vague := [node for node, kinds in self.shown.items() if len(kinds) > 1]:
            message = "A node shows the numbers of several Values: whose is it?"
            yield Fault("data", "vague", message, "", self._quoted(vague))
        if self.coarse:
            message, expected = "Data is rounded too far: it needs two decimals.", "two decimals"
            got, count = self._quoted(self.coarse), len(self.coarse)
            yield Fault("data", "coarse", message, f"{expected} or more", got, count)
        for rows, nodes in zip(self.kinds, self.nodes, strict=True):
            names, more = self.graph.named(rows), len(nodes) - len(rows)
            number = f"{self.graph.data[rows[0]]:.6g}"
            if not nodes:
                message, got = f"No node shows the data of {names}.", self._quoted(self.texts)
                yield Fault("data", "missing", message, f"a node that shows {number}", got, -more)
            elif more < 0:
                message = f"{names} are different Values, and there are fewer nodes that show "
                message += f"{number}. Under one name it is one node."
                yield Fault("data", "missing", message, f"{len(rows)}", f"{len(nodes)}", -more)
            elif more > 0:
                message = f"There are more nodes that show the data of {names} than Values."
                yield Fault("data", "many", message, f"{len(rows)}", f"{len(nodes)}", more)

    def _of_gradients(self) -> Iterator[Fault]:
        for rows, nodes in zip(self.kinds, self.nodes, strict=True):
            shown = [[row for row in rows if self._has_gradient(node, row)] for node in nodes]
            for row in _left(rows, shown):
                message = f"The node of {self.graph.named([row])} does not show its gradient."
                expected = f"grad {self.graph.grads[row]:.6g}"
                yield Fault("gradients", "no gradient", message, expected, self._quoted(nodes))

    def _of_arrows(self) -> Iterator[Fault]:
        missing, foreign = self.difference()
        if missing and foreign == Counter({edge[::-1]: n for edge, n in missing.items()}):
            message = "The arrows run the wrong way: from the results to their operands."
            yield Fault("turned", "turned", message)
        for edge in missing:
            one, other = self._named(edge)
            message = f"No arrow leads from {one} to {other}, directly or through a node."
            yield Fault("arrows", "no arrow", message)
        for edge in sorted(foreign):
            one, other = self._named(edge)
            message = f"Arrows lead from {one} to {other}, which is not made from {one}."
            yield Fault("arrows", "foreign arrow", message)
        for count in sorted(count for count in self.ends.values() if count > 2):
            message = f"An arrow between the same two nodes is drawn {count} times."
            yield Fault("arrows", "repeated", message)

    def _of_operations(self) -> Iterator[Fault]:
        if merged := [node for node, (_, results) in self.operations.items() if len(results) > 1]:
            message = "One node stands for several operations. Under one name it is one node: each "
            message += "needs a name of its own."
            got = f"{self._quoted(merged)}, with arrows to several results"
            yield Fault("operations", "merged", message, "a node for each operation", got)
        loose = [node for node, ends in self.operations.items() if not all(ends)]
        for node in sorted(loose, key=lambda node: self.texts.get(node, "")):
            lacking = "to its result" if self.operations[node][0] else "from its operands"
            message = f"A node between Values, {self._quoted([node])}, has no arrow {lacking}."
            yield Fault("operations", lacking, message)
        for rows, nodes in zip(self.kinds, self.nodes, strict=True):
            made = {row: self.graph.things[row].op for row in rows if self.graph.operands[row]}
            named = [[row for row, op in made.items() if self._says(node, op)] for node in nodes]
            for row in _left(made, named):
                message = f"Nothing in the drawing says how {self.graph.named([row])} was made."
                yield Fault("operations", "unsaid", message, f"a node that shows {made[row]}")

    def _named(self, edge: Edge) -> tuple[str, str]:
        one, other = (self.graph.named(self.kinds[kind], "or") for kind in edge)
        return one, other

    def _quoted(self, nodes: Iterable[str]) -> str:
        """Return what some nodes show, cut short."""
        texts = sorted(" ".join(self.texts.get(node, "").split()) for node in nodes)
        short = [text if len(text) <= 40 else f"{text[:37]}..." for text in texts]
        return listed([*map(repr, short)], most=3)


def _texts(seen: Observation, name: str, width: int) -> list[list[str]]:
    """Return the texts of a table; whoever wrote it, each row has that many."""
    rows = seen.things[seen.names[name]].parts[:MOST]
    texts = [[seen.things[part].text for part in seen.things[row].parts] for row in rows]
    return [[*row, *[""] * width][:width] for row in texts]


def _is_data(name: str) -> bool:
    return "data" in name or name in ("value", "val")


def _left(rows: Iterable[int], shown: Sequence[Sequence[int]]) -> list[int]:
    """Return the rows that no node shows, of as many as there are nodes; each node shows one."""
    left = list(rows)
    without_node = max(len(left) - len(shown), 0)
    for found in shown:
        for row in [row for row in found if row in left][:1]:
            left.remove(row)
    return left[without_node:]
