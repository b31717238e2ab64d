"""What is asked of a learner's trace and draw_dot, on expressions that are built here.

Like the programs in `classes.py`, these know no answer: whoever built an expression has its
Values in a list and need not search for them.
"""

import os
import sys
from itertools import islice

from inside.asking import Missing
from inside.table import MOST_ROWS, Text
from programs.classes import function
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
        try:
            own = source(draw(seen["root"]))
        except Exception:
            own = None
        try:
            drawing = source(over_known_graph(learner.module, draw, seen))
        except Exception:
            if own is None:
                raise
            drawing = own
    return {**seen, "drawing": drawing, "own": own}


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


def source(drawing):
    """Return what a drawing says in words; anything that has no words, as it is."""
    words = getattr(drawing, "source", None)
    return Text(words, type(drawing).__name__) if isinstance(words, str) else drawing


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
