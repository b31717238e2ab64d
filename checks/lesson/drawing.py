"""A drawing, held against the computation graph that it is of.

It has names of its own choice, so its nodes are known by what they show: each Value by its number.
Values with the same number are one kind: which node is which of them, nobody can tell, and nobody
has to.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from html import unescape
from typing import Any

from msgspec import Struct

from checks.check.facts import Facts, close, listed, show
from checks.lesson.tracing import Fault, Graph, compared, faults, graph
from checks.run.observation import Observation

MOST_DRAWN, LONGEST = 300, 1_000  # nodes, and arrows; characters of a text
NUMBER = r"[-+]?(?:\d{0,60}\.(\d{1,60})|\d{1,60}\.|(?<![\w.])\d{1,60})(?:[eE]([-+]?\d{1,3}))?(?!\w)"
FIGURE = re.compile(rf"(?:(?<![^\W\d])([^\W\d]{{1,30}})[^\w+-]{{0,30}})?({NUMBER})")
UNFILLED = re.compile(r"\{[^{}]*\.(data|grad)\b[^{}]*\}")  # as an f-string would fill
BARE = re.compile(r"\s*\d{6}\S*\Z")  # an id, and perhaps an operation: the name of a node
DATA = re.compile(r"data|^val(ue)?$")  # the word in front of a Value's own number
TAG = re.compile(r"<[^<>]*>")  # of HTML, and the name of a field in a record
ARROWS = {
    "turned": "The arrows run the wrong way: from the results to their operands.",
    "missing": "No arrow leads from {one} to {other}, directly or through a node.",
    "foreign": "Arrows lead from {one} to {other}, and {one} is no operand of {other}.",
    "more": "More arrows lead from {one} to {other} than there are operands.",
}
WORDS_FOR = {"+": ("+", "add", "plus", "sum"), "*": ("*", "×", "·", "∗", "mul", "times", "prod")}
NAMES_ALONE = " Some show their names alone: has each Value a node() with a label?"


class Figure(Struct, frozen=True):
    """A number in a text, the word in front of it, and what a 1 in its last place is worth."""

    number: float
    name: str
    place: float

    def shows(self, number: float) -> bool:
        """Tell whether this is a number, to two decimals or three digits at least."""
        off, most = abs(self.number - number), 0.011 * max(1.0, abs(number))
        return close(self.number, number) or off <= 1.001 * self.place <= most


@lru_cache(maxsize=1_000)
def _figures(text: str) -> list[Figure]:
    """Return the numbers that a text shows. Those in a name, as the 1 in x1, are none."""
    return [
        Figure(float(number), name.lower(), float(f"1e{int(power or 0) - len(decimals)}"))
        for name, number, decimals, power in FIGURE.findall(text.replace("−", "-"))
    ]


def _read(label: str, name: str) -> str:
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
        ops: the operations that made Values.
        between: of each other node, the Values before it and behind it.
    """

    def __init__(self, seen: Observation, name: str, graph: Graph) -> None:
        self.graph, self.way = graph, seen.things[seen.names[name]].text
        nodes, arrows = (
            [seen.things[row].text for row in seen.things[seen.names[f"{name}_{table}"]].parts]
            for table in ("nodes", "arrows")
        )
        pairs = list(zip(nodes[::2], nodes[1::2], strict=False))[:MOST_DRAWN]
        self.texts = {node: _read(label, node) for node, label in pairs}
        self.arrows = list(zip(arrows[::3], arrows[1::3], arrows[2::3], strict=False))[:MOST_DRAWN]
        kinds: dict[float, list[int]] = {}
        for row, number in graph.data.items():
            kinds.setdefault(round(number, 9), []).append(row)
        self.kinds = list(kinds.values())
        self.ops = {graph.things[row].op for row in graph.data}
        self.shown = {node: self._kinds_in(text) for node, text in self.texts.items()}
        self.kind_of = {node: kinds[0] for node, kinds in self.shown.items() if len(kinds) == 1}
        self.ends = Counter((tail, head) for tail, head, _ in self.arrows)
        named = (node for node, text in self.texts.items() if text.strip() in self.ops - {""})
        self.between: dict[str, tuple[list[str], list[str]]] = {one: ([], []) for one in named}
        for tail, head in self.ends:
            if (tail in self.kind_of) != (head in self.kind_of):
                node, side, value = (head, 0, tail) if tail in self.kind_of else (tail, 1, head)
                self.between.setdefault(node, ([], []))[side].append(value)

    def _kinds_in(self, text: str) -> list[int]:
        if text.strip() in self.ops:
            return []  # the 2 in **2 is no data
        data = [one for one in _figures(text) if "grad" not in one.name]
        numbers = [self.graph.data[rows[0]] for rows in self.kinds]
        return [k for k, number in enumerate(numbers) if any(one.shows(number) for one in data)]

    def faults(self) -> Iterator[Fault]:
        """Yield what is not right, the worst first."""
        what, _, direction = self.way.partition(" ")
        if what != "digraph":
            words = "Its lines have no direction: arrows need a Digraph."
            yield Fault("digraph", words, "a Digraph", "a Graph")
        if direction != "LR":
            got = f"rankdir {direction[:20]}" if direction else "no rankdir: from top to bottom"
            words = "The drawing does not run from left to right."
            yield Fault(f"direction {direction}", words, "rankdir LR", got)
        if max(len(self.texts), len(self.arrows)) >= MOST_DRAWN:
            yield Fault("data endless", f"It draws {MOST_DRAWN} nodes or arrows, or more.")
        if not self.texts:
            yield Fault("data nothing", "Nothing is drawn by node() or edge().")
        if vague := [node for node, kinds in self.shown.items() if len(kinds) > 1]:
            message = "A node shows the numbers of several Values: whose is it?"
            yield Fault("data vague", message, "", self._quoted(vague))
        for kind in range(len(self.kinds)):
            yield from self._of_numbers(kind)
        yield from self._of_arrows()
        yield from self._of_operations()

    def _unread(self) -> str:
        """Say what stands in place of the numbers, where a text tells."""
        if any(UNFILLED.search(text) for text in self.texts.values()):
            return " A text has names in curly brackets: is the f in front of it missing?"
        is_bare = any(node == text for node, text in self.texts.items() if node not in self.ops)
        return NAMES_ALONE if is_bare else ""

    def _nodes(self, kind: int) -> list[str]:
        return [node for node, its in self.kind_of.items() if its == kind]

    def _of_numbers(self, kind: int) -> Iterator[Fault]:
        nodes, rows, names = self._nodes(kind), self.kinds[kind], self._named(kind, "and")
        number, more = show(self.graph.data[rows[0]]), len(nodes) - len(rows)
        if more:
            message = f"More nodes show the data of {names} than there are Values."
            if not nodes:
                message = f"No node shows the data of {names} to two decimals.{self._unread()}"
            elif more < 0:
                message = f"{names} are different Values, and fewer nodes show {number}: under one "
                message += "name, they are one."
            count = "a node" if len(rows) == 1 else f"{len(rows)} nodes"
            expected = f"{count} with {number}, to two decimals or more"
            about = "data more" if more > 0 else "data missing"
            got = nodes or self.texts.keys() - self.between.keys()
            yield Fault(about, message, expected, self._quoted(got), abs(more))
        figures = [one for node in nodes for one in _figures(self.texts[node])]
        shown = [one for one in figures if not DATA.search(one.name)]
        twice = all(self._shows_twice(node, self.graph.data[rows[0]]) for node in nodes)
        about = f"gradients {'other' if any('grad' in one.name for one in shown) else 'missing'}"
        for row in rows:
            if nodes and not any(one.shows(self.graph.grads[row]) for one in shown):
                named, why = self.graph.name(row), " It shows its data twice." if twice else ""
                message = f"The node of {named} does not show its gradient to two decimals.{why}"
                expected = f"grad {show(self.graph.grads[row])}, to two decimals or more"
                yield Fault(about, message, expected, self._quoted(nodes))

    def _shows_twice(self, node: str, number: float) -> bool:
        return sum(one.shows(number) for one in _figures(self.texts[node])) > 1

    def _of_arrows(self) -> Iterator[Fault]:
        """Yield what is wrong with the ways from Value to Value, along one arrow or two."""
        loose = [node for node, ends in self.between.items() if not all(ends)]
        for node in sorted(loose, key=lambda node: self.texts.get(node, "")):
            lacking = "to its result" if self.between[node][0] else "from its operands"
            shown = self._quoted([node])
            why = " A leaf has no operation: its _op is ''." if shown == "''" else ""
            if any(":" in name for name in self.texts):
                why = " In edge(), a name ends at a colon."
            into = {tail for tail, head in self.ends if head in self.between[node][1]}
            if into & self.kind_of.keys():
                why = " An arrow leads past it, from an operand straight to the result."
            yield Fault(f"loose {lacking}", f"The node {shown} has no arrow {lacking}.{why}")
        ways = {way for way in self.ends if self.kind_of.keys() >= {*way}}
        for tails, heads in self.between.values():
            ways |= {(tail, head) for tail in tails for head in heads}
        kind_of = {row: kind for kind, rows in enumerate(self.kinds) for row in rows}
        wanted = Counter(tuple(kind_of[row] for row in edge) for edge in self.graph.edges)
        found = Counter(tuple(self.kind_of[node] for node in way) for way in ways)
        yield from compared("arrows", ARROWS, found, wanted, self._named)
        if (most := max(self.ends.values(), default=0)) > 2:
            yield Fault("arrows repeated", f"The same arrow is drawn {most} times.")

    def _of_operations(self) -> Iterator[Fault]:
        if merged := [node for node, (_, heads) in self.between.items() if len(heads) > 1]:
            message = "One node stands for several operations: each needs a name of its own."
            got = f"{self._quoted(merged)}, with arrows to several results"
            yield Fault("operations merged", message, "a node for each operation", got)
        for node in self.kind_of:
            into = [tail for tail, head in self.ends if head == node and tail in self.between]
            if len(into) > 1:
                made = self._named(self.kind_of[node])
                message = f"The operation that made {made} is drawn as {len(into)} nodes."
                yield Fault("operations split", message, "one node", self._quoted(into))
        apart = [node for node, (_, heads) in self.between.items() if not heads]
        for kind, rows in enumerate(self.kinds):
            for row in rows if self._nodes(kind) else ():
                op = self.graph.things[row].op
                if op and not self._says(self._nodes(kind) + apart, op):
                    message = f"Nothing in the drawing says how {self.graph.name(row)} was made."
                    yield Fault("operations unsaid", message, f"a node that shows {op}")

    def _says(self, nodes: list[str], op: str) -> bool:
        """Tell whether some nodes, or what leads into them, name an operation."""
        into = [(tail, text) for tail, head, text in self.arrows if head in nodes]
        texts = [self.texts.get(node, "") for node in nodes] + [text for _, text in into]
        texts += [self.texts.get(tail, "") for tail, _ in into if tail not in self.kind_of]
        around = "\n".join(re.sub(NUMBER, " ", t) for t in texts if not BARE.match(t)).lower()
        words = WORDS_FOR.get(op, (re.sub(NUMBER, "", op).strip(" ()").lower(),))
        return any(word in around for word in words)

    def _named(self, kind: int, last: str = "or") -> str:
        return listed([self.graph.name(row) for row in self.kinds[kind]], last)

    def _quoted(self, nodes: Iterable[str]) -> str:
        """Return what some nodes show, cut short."""
        texts = sorted(" ".join(self.texts.get(node, "").split()) for node in nodes)
        return listed([repr(one if len(one) <= 40 else f"{one[:37]}...") for one in texts], most=3)


def drawings(seen: Observation, graph: Graph) -> list[list[Fault]]:
    """Return the faults of what is drawn over the known trace, and over the learner's own."""
    drawn = [name for name in ("drawing", "own") if f"{name}_arrows" in seen.names]
    return [[*Drawing(seen, name, graph).faults()] for name in drawn]


def facts(given: Mapping[str, Any], seen: Observation) -> tuple[Facts, set[str]]:
    """Return what is wrong with a trace or a drawing, if anything is, and the names of all that.

    A drawing counts over the known trace or over their own, whichever is better.
    """
    built, stands_for = graph(given, seen), seen.names.keys() - {"values"}
    if built is None:
        return {"operands": "none"}, stands_for
    found: Facts = {"operands": "kept" if built.is_kept else "changed"}
    things = {name: seen.things[row] for name, row in seen.names.items()}
    answer = {name: things[name] for name in ("nodes", "edges", "out") if name in things}
    if all(name in answer and answer[name].kind == "sequence" for name in ("nodes", "edges")):
        found |= _counted(faults(seen, built))
    else:
        found |= {name: thing.type for name, thing in answer.items()}
    if drawn := drawings(seen, built):
        best = min(drawn, key=len)
        found |= {"drawing": "drawn", **_counted(best)}
    elif "drawing" in things:
        found["drawing"] = things["drawing"].type
    return found, stands_for


def _counted(faults: Iterable[Fault]) -> Facts:
    counts: Counter[str] = Counter()
    for fault in faults:
        counts[fault.kind] += fault.count
    return {kind: float(count) for kind, count in counts.items()}
