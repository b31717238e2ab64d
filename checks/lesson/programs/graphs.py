"""What is asked of a learner's trace and draw_dot, on expressions that are built here.

These know no answer: whoever built an expression has its Values in a list and searches nothing.
"""

import os
import sys
from contextlib import contextmanager
from itertools import islice

from inside.table import MOST_ROWS, Missing, Text
from programs.classes import touch
from programs.functions import function
from programs.models import OPERATIONS

STARTING = {  # what Python calls it when a program is started
    *("subprocess.Popen", "os.system", "os.exec", "os.fork", "os.forkpty"),
    *("os.posix_spawn", "os.spawn", "os.startfile", "os.startfile/2"),
}
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
    """Return what is in a container of any kind as a list, and anything else as it is.

    What is in a set has an order that chance decides: here it is that of the data.
    """
    if isinstance(thing, str | bytes) or not hasattr(thing, "__iter__"):
        return thing
    found = list(islice(thing, MOST_ROWS))
    return sorted(found, key=repr) if isinstance(thing, set | frozenset) else found


def graph_trace(learner, given):
    """One trace of one expression."""
    trace, seen = function(learner, "trace"), expression(learner, given)
    seen["out"] = out = trace(seen["root"])
    if isinstance(out, tuple | list) and len(out) == 2:
        seen["nodes"], seen["edges"] = map(members, out)
    return seen


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
            touch(lambda: over_known_graph(learner.module, draw, expression(learner, given)))
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
    own = {name: thing for name, thing in vars(module).items() if name == "trace"}
    module.trace = lambda root: (set(seen["values"]), set(edges))
    try:
        return draw(seen["root"])
    finally:
        del module.trace
        vars(module).update(own)


@contextmanager
def unrendered():
    """Let nothing be written and no program be started while a drawing is made.

    Pixels are not looked at, and a run leaves no pictures behind.
    """
    is_on = True

    def refuse(event, arguments):
        if is_on and (event in STARTING or (event == "open" and (arguments[2] or 0) & WRITING)):
            raise Missing(
                "`draw_dot` writes a file or starts a program. It has to draw in words only: let "
                "it return the Digraph; whoever wants a picture calls render() on that"
            )

    sys.addaudithook(refuse)
    try:
        yield
    finally:
        is_on = False  # what listens cannot be taken away again


# what is drawn: the calls of node(), edge(), edges() and subgraph()


def record():
    """Let every drawing of the package note what it draws from now on."""
    package = sys.modules.get("graphviz.dot")
    if package and not hasattr(package.Dot, "noted"):
        package.Dot.noted, package.Dot.edges = (), edges
        for method, rows in (("node", node), ("edge", edge), ("subgraph", subgraph)):
            setattr(package.Dot, method, noting(getattr(package.Dot, method), rows))


def noting(method, rows):
    def call(drawing, *given, **more):
        found = method(drawing, *given, **more)
        vars(drawing).setdefault("noted", []).extend(rows(*given, **more))
        return found

    return call


def edges(drawing, tail_head_iter):
    for tail, head in tail_head_iter:
        drawing.edge(tail, head)


def node(name, label=None, _attributes=None, **more):
    return [((name,), {"label": label, **(_attributes or {}), **more})]


def edge(tail_name, head_name, label=None, _attributes=None, **more):
    ends = [end.partition(":")[0] for end in (tail_name, head_name)]  # not the side of the node
    return [(ends, {"label": label, **(_attributes or {}), **more})]


def subgraph(graph=None, *_, **more):
    return () if graph is None else graph.noted  # at the end of a `with` there is one, too


def shown(name, drawing):
    """Return what a drawing shows, by names that begin with one; what is none, as it is."""
    if not hasattr(type(drawing), "noted"):
        return {name: drawing}
    labels, arrows = {}, []
    for ends, given in drawing.noted:
        texts = [given[one] for one in ("label", "xlabel") if given.get(one) is not None]
        for end in ends:
            labels.setdefault(end, end)
        if len(ends) == 2:
            arrows.append((*ends, " ".join(texts)))
        elif texts:
            labels[ends[0]] = " ".join(texts)
    outside = [line for line in drawing.source.splitlines() if line[:2] != "\t\t"]  # of clusters
    way = "".join(line.partition("rankdir")[2].lstrip('= "')[:2] for line in outside)
    kind = "digraph" if drawing.directed else "graph"
    return {
        name: Text(f"{kind} {way[-2:]}", type(drawing).__name__),
        f"{name}_nodes": in_texts(labels.items()),
        f"{name}_arrows": in_texts(dict.fromkeys(arrows) if drawing.strict else arrows),
    }


def in_texts(rows):
    return [Text(text, "str") for row in rows for text in row]
