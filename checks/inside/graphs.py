"""What is asked of a learner's trace and draw_dot, on expressions that are built here.

Like the programs in `scenarios.py`, these know no answer: whoever built an expression has its
Values in a list and need not search for them.
"""

import os
import sys
from itertools import islice

from inside.models import OPERATIONS
from inside.scenarios import Missing, function, touch
from inside.table import MOST_ROWS, Text

STARTING = {  # what Python calls it when a program is started
    *("subprocess.Popen", "os.system", "os.exec", "os.fork", "os.forkpty"),
    *("os.posix_spawn", "os.spawn", "os.startfile", "os.startfile/2"),
}
LONGEST = 1_000  # characters of one text in a drawing; a right one shows fewer than 100
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


def expression(learner, given):
    """Build an expression step by step; the last Value is its root."""
    values = {name: learner.Value(number) for name, number in given["leaves"].items()}
    for result, op, *operands in given["steps"]:
        values[result] = OPERATIONS[op](*(values[name] for name in operands))
    values = list(values.values())
    values[-1].backward()
    operands = [list(value._prev) for value in values]  # as they are before anyone looks
    return {"values": values, "operands": operands, "root": values[-1]}


def members(thing):
    """Return what is in a container of any kind as a list, and anything else as it is."""
    if isinstance(thing, str | bytes) or not hasattr(thing, "__iter__"):
        return thing
    return list(islice(thing, MOST_ROWS))


def collections(out):
    """Return the nodes and the edges of what trace gave, if it gave two things."""
    if not isinstance(out, tuple | list) or len(out) != 2:
        return {}
    nodes, edges = map(members, out)
    return {"nodes": nodes, "edges": edges}


def graph_trace(learner, given):
    """One trace of one expression."""
    trace, seen = function(learner, "trace"), expression(learner, given)
    out = trace(seen["root"])
    return {**seen, "out": out, **collections(out)}


def graph_again(learner, given):
    """A trace of one expression after that of another: nothing of the first may be left."""
    trace = function(learner, "trace")
    trace(expression(learner, given["first"])["root"])
    return graph_trace(learner, given)


def graph_drawing(learner, given):
    """A drawing, with the graph as it is in trace's place, and with the learner's own trace.

    The first costs a draw_dot nothing if trace is wrong or not there; the second costs it nothing
    if the two agree on something else than sets.
    """
    draw, seen = function(learner, "draw_dot"), expression(learner, given)
    with unrendered():
        if "graphviz" not in sys.modules:  # 0.1 seconds to load, for which a stub has no use
            touch(lambda: draw(expression(learner, given)["root"]))
        record()
        try:
            own = draw(seen["root"])
        except Exception:
            own = None
        try:
            drawing = over_known_graph(learner.module, draw, seen)
        except Exception:
            if own is None:
                raise
            drawing = own
        return {**seen, **shown("drawing", drawing), **shown("own", own)}


def over_known_graph(module, draw, seen):
    """Draw with a stand-in for trace that has the answer handed to it."""
    pairs = zip(seen["values"], seen["operands"])
    edges = [(operand, result) for result, operands in pairs for operand in operands]
    own = [module.trace] if hasattr(module, "trace") else []
    module.trace = lambda root: (set(seen["values"]), set(edges))
    try:
        return draw(seen["root"])
    finally:
        del module.trace
        for trace in own:
            module.trace = trace


# what is drawn: the calls of node(), edge(), edges() and subgraph()


def record():
    """Let every drawing of the package note its nodes and arrows from now on."""
    package = sys.modules.get("graphviz")
    if package and not hasattr(package.Digraph, "noted"):
        for kind in (package.Digraph, package.Graph):
            record_calls(kind)


def record_calls(kind):
    node, edge, subgraph = kind.node, kind.edge, kind.subgraph

    def noting_node(drawing, name, label=None, _attributes=None, **more):
        node(drawing, name, label, _attributes=_attributes, **more)
        drawing.noted()[0].append((name, texts(label, _attributes, more)))

    def noting_edge(drawing, tail, head, label=None, _attributes=None, **more):
        edge(drawing, tail, head, label, _attributes=_attributes, **more)
        drawing.noted()[1].append((tail, head, texts(label, _attributes, more)))

    def edges(drawing, pairs):
        for tail, head in pairs:
            drawing.edge(tail, head)

    def noting_subgraph(drawing, graph=None, *others, **more):
        if graph is not None:  # at the end of a `with`, too
            for own, inner in zip(drawing.noted(), graph.noted()):
                own.extend(inner)
        return subgraph(drawing, graph, *others, **more)

    kind.node, kind.edge, kind.edges, kind.subgraph = (
        noting_node,
        noting_edge,
        edges,
        noting_subgraph,
    )
    kind.noted = lambda drawing: vars(drawing).setdefault("_noted", ([], []))


def texts(label, attributes, more):
    """Return what people read of a node or an arrow: the label, and what stands beside it."""
    given = {"label": label, **(attributes or {}), **more}
    return {name: given[name] for name in ("label", "xlabel") if given.get(name) is not None}


def shown(name, drawing):
    """Return what a drawing shows, by names that begin with one; what is none, as it is."""
    if not hasattr(type(drawing), "noted"):
        return {name: drawing}
    nodes, lines = drawing.noted()
    arrows = [(*map(node_at, ends), " ".join(shown.values())) for *ends, shown in lines]
    labels = {}
    for node, found in [*nodes, *((end, {}) for *ends, _ in arrows for end in ends)]:
        labels.setdefault(node, {"label": node}).update(found)
    way = [line for line in drawing.source.splitlines() if "rankdir" in line]
    ways = [line.partition("rankdir")[2].lstrip('= "')[:2] for line in way if line[:2] != "\t\t"]
    words = ("digraph" if drawing.directed else "graph", *ways[-1:])  # the last one counts
    return {
        name: Text(" ".join(words), type(drawing).__name__),
        f"{name}_nodes": in_texts(
            (node, " ".join(found.values())) for node, found in labels.items()
        ),
        f"{name}_arrows": in_texts(dict.fromkeys(arrows) if drawing.strict else arrows),
    }


def node_at(end):
    """Return the node at the end of an arrow, which may say at which side of it."""
    return end.partition(":")[0]


def in_texts(rows):
    return [[Text(str.__str__(text)[:LONGEST], "str") for text in row] for row in rows]


class unrendered:
    """Lets nothing be written and no program be started while a drawing is made.

    Pixels are not looked at, and a run leaves no pictures behind. What listens cannot be taken
    away again, so it has a switch; this process ends with the exercise.
    """

    is_on = is_listening = False

    def __enter__(self):
        if not unrendered.is_listening:
            unrendered.is_listening = True
            sys.addaudithook(self.refuse)
        unrendered.is_on = True

    def __exit__(self, *_):
        unrendered.is_on = False

    @staticmethod
    def refuse(event, arguments):
        if not unrendered.is_on:
            return
        if event in STARTING or (event == "open" and (arguments[2] or 0) & WRITING):
            raise Missing(
                "`draw_dot` writes a file or starts a program. It has to draw in words only: let "
                "it return the Digraph; whoever wants a picture calls render() on that"
            )
