"""A trace and a drawing, held against the computation graph that they are of.

The Values of a trace are known by identity. A drawing has names of its own choice, so its nodes are
known by what they show: each Value by its number. Values with the same number are one kind: which
node is which of them, nobody can tell, and nobody has to.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from html import unescape
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from checks.check.facts import Facts, ancestors, close, listed, show
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
NO_ROOT = "{root} itself is missing among the nodes: it is one, too."
EDGES = {
    "turned": "An edge runs the wrong way: the operand comes first, the result second.",
    "missing": "These edges are missing: {them}.",
    "foreign": "There is an edge ({one}, {other}), but {one} is no operand of {other}.",
}
ONCE = f"{EDGES['missing']} Does it skip a Value that it has met before?"
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
        words = "Some nodes are not Values." + " Pairs are edges, and those come second." * swapped
        yield Fault(f"nodes odd: {got}", words, "Values", got)
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
    return things[row].type + f" of {inside}" * (things[row].kind == "sequence")


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


# a drawing


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
        return " Some show their names alone: has each Value a node() with a label?" * is_bare

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
        twice = sum(one.shows(self.graph.data[rows[0]]) for one in figures) > len(nodes)
        about = f"gradients {'other' if any('grad' in one.name for one in shown) else 'missing'}"
        for row in rows:
            if nodes and not any(one.shows(self.graph.grads[row]) for one in shown):
                message = f"The node of {self.graph.name(row)} does not show its gradient to two "
                message += "decimals." + " It shows its data twice." * twice
                expected = f"grad {show(self.graph.grads[row])}, to two decimals or more"
                yield Fault(about, message, expected, self._quoted(nodes))

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
