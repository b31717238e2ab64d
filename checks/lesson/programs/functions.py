"""What is asked of a learner's functions: one call each, and what came of its arguments.

Like the programs in `classes.py`, these know no answer. A function of theirs is given plain
numbers, lists of them, a small network, made from tables by no class of theirs, or an expression:
whoever built that has its Values in a list and searches nothing.
"""

import os
import sys
from itertools import islice

from inside.table import MOST_ROWS, Missing, Text, part
from programs.classes import expression, touch

MOST_VALUES = 2_000
LARGEST_SUM = 2_000  # that a neuron is said to have
STARTING = {  # what Python calls it when a program is started
    *("subprocess.Popen", "os.system", "os.exec", "os.fork", "os.forkpty"),
    *("os.posix_spawn", "os.spawn", "os.startfile", "os.startfile/2"),
}
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


class TooMany(BaseException):
    """More Values were made than the arithmetic of one call could need."""


def counted(Value, action):
    """Return what comes of an action, and how many Values it makes: thousands of them end it."""
    out, made, original = None, [], Value.__init__

    def init(value, *arguments, **keywords):
        made.append(None)
        if len(made) >= MOST_VALUES:
            raise TooMany
        original(value, *arguments, **keywords)

    Value.__init__ = init
    try:
        out = action()
    except TooMany:
        pass
    finally:
        Value.__init__ = original
    return out, float(len(made))


def function(learner, name):
    """Return a function of theirs, or say in words that it is missing."""
    found = part(learner.module, name, f"{learner.module.__name__}.py")
    if not callable(found):
        raise Missing(f"`{name}` is a {type(found).__name__}, not a function")
    return found


def function_call(learner, given):
    """One call with plain numbers and lists of them."""
    asked = function(learner, given["function"])
    arguments = list(given["arguments"])
    if given.get("form") == "tuple":
        arguments = [tuple(a) if isinstance(a, list) else a for a in arguments]
    out, made = counted(learner.Value, lambda: asked(*arguments))
    return {"out": out, "arguments": arguments, "made": made}


def function_turned(learner, given):
    """Two calls: the inputs of the second bring the sum to 0, if the bias is that of the first."""
    w, x = given["arguments"]
    first = function_call(learner, given)
    bias, total = first["out"], sum(wi * xi for wi, xi in zip(w, x))
    if type(bias) not in (int, float) or not abs(bias) <= LARGEST_SUM:
        return {**first, "turned": x}
    x = [-bias / total * xi for xi in x]
    second = function_call(learner, {**given, "arguments": [w, list(x)]})
    return {**first, "out": second["out"], "turned": x}


def function_of_network(learner, given):
    """One call with a network in whose parameters an earlier backward() left something."""
    asked, model = function(learner, given["function"]), network(learner.Value, given["model"])
    values = model.parameters()
    for value, leftover in zip(values, given["leftovers"]):
        value.grad = leftover
    x, *others = given["arguments"]
    out = asked(model, list(x), *others)
    return {"out": out, "values": values, "gradients": gradients(learner.Value, given["model"], x)}


def gradients(Value, numbers, x):
    """Differentiate the output of a network like theirs, after the call: it cannot tell anyone."""
    fresh = network(Value, numbers)
    fresh(x).backward()
    return [value.grad for value in fresh.parameters()]


# The small networks that they are given. A table comes with the scenario and says which operations
# to do, in which order, on a row of numbers: first the parameters, then the inputs, then one result
# after the other. Each neuron in it ends in one tanh of its weighted sum, so the three factors of a
# gradient (upstream, slope, input) are well defined: nothing stands between it and the next layer.

OPERATIONS = {
    "*": lambda a, b: a * b,
    "+": lambda a, b: a + b,
    "tanh": lambda a: a.tanh(),
}


class Circuit:
    """A part of a network: its parameters, its tables, and those whose results it gives."""

    def __init__(self, values, tables, last):
        self._values = {place: values[place] for table in tables for place in table["parameters"]}
        self._tables, self._last = tables, last

    def __call__(self, x):
        places = self._tables[0]["inputs"]
        if len(x) != len(places):
            raise ValueError(f"{len(places)} inputs are needed here, and {len(x)} came")
        row = {**self._values, **dict(zip(places, x))}
        for table in self._tables:
            for place, operation, *operands in table["steps"]:
                row[place] = OPERATIONS[operation](*(row[k] for k in operands))
        results = [row[table["result"]] for table in self._last]
        return results if len(results) > 1 else results[0]

    def parameters(self):
        return list(self._values.values())


MLP, Layer, Neuron = (type(name, (Circuit,), {}) for name in ("MLP", "Layer", "Neuron"))


def network(Value, given):
    """Build a network: circuits for the whole, for its layers and for their neurons."""
    values = [Value(number) for number in given["numbers"]]
    layers = given["layers"]
    model = MLP(values, [table for layer in layers for table in layer], layers[-1])
    model.layers = []
    for tables in layers:
        layer = Layer(values, tables, tables)
        layer.neurons = [Neuron(values, [table], [table]) for table in tables]
        for neuron in layer.neurons:
            *neuron.w, neuron.b = neuron.parameters()
        model.layers.append(layer)
    return model


# trace and draw_dot, on expressions that are built here


def built(learner, given):
    """Build an expression; its last Value is its root."""
    values = list(expression(learner, given).values())
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
    return traced(function(learner, "trace"), built(learner, given))


def graph_again(learner, given):
    """A second trace of one expression, after that of another: nothing of these may be left."""
    trace, seen = function(learner, "trace"), built(learner, given)
    trace(built(learner, given["first"])["root"])
    trace(seen["root"])
    return traced(trace, seen)


def traced(trace, seen):
    """Trace an expression; the labels are a Value's own, and stay."""
    labels = [one.label for one in seen["values"] if hasattr(one, "label")]
    seen["out"] = out = trace(seen["root"])
    left = [one.label for one in seen["values"] if hasattr(one, "label")]
    if isinstance(out, tuple | list) and len(out) == 2:
        seen["nodes"], seen["edges"] = map(members, out)
    return {**seen, "labelled": float(left != labels)}


def graph_drawing(learner, given):
    """A drawing, with the graph as it is in trace's place, and with the learner's own trace.

    The first costs a draw_dot nothing if trace is wrong or not there; the second costs it nothing
    if the two agree on something else than sets.
    """
    draw, seen = function(learner, "draw_dot"), built(learner, given)
    for name, one in zip(given["leaves"], seen["values"]):
        if name in given.get("labels", ()) and hasattr(one, "label"):
            one.label = given["labels"][name]
    return unrendered(lambda: drawn(learner, given, draw, seen))


def drawn(learner, given, draw, seen):
    if "graphviz" not in sys.modules:  # 0.1 seconds to load, for which a stub has no use
        touch(lambda: over_known_graph(learner.module, draw, built(learner, given)))
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


def unrendered(action):
    """Return what comes of an action, which may write nothing and start no program.

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
        return action()
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
    own = (line for line in outside if of_all(line.strip()))
    way = "".join(line.partition("rankdir")[2].lstrip('= "')[:2] for line in own)
    kind = "digraph" if drawing.directed else "graph"
    return {
        name: Text(f"{kind} {way[-2:]}", type(drawing).__name__),
        f"{name}_nodes": in_texts(labels.items()),
        f"{name}_arrows": in_texts(dict.fromkeys(arrows) if drawing.strict else arrows),
    }


def of_all(line):
    """Tell whether a line of the source sets something for all, and draws no part."""
    return line.startswith("graph [") or line.partition("=")[0].strip().isidentifier()


def in_texts(rows):
    return [Text(text, "str") for row in rows for text in row]
