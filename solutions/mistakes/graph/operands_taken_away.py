"""Your trace takes the graph apart while it walks through it.

To empty _prev is one way not to come by twice, but then the Value no longer knows its operands:
backward() has nowhere to go, and a second trace finds nothing.

Call trace twice, one after the other. Do both find the same?
"""

from graphviz import Digraph

ID = "D04-removed"

HINTS = (
    "Call trace twice, one after the other. Do both find the same?",
    "Looking at a graph must not change it: _prev belongs to the Value.",
    "Keep what you have seen in a set of your own, and leave _prev alone.",
)

SEEN = "own analysis"


def trace(root):
    nodes, edges = {root}, set()
    to_visit = [root]
    while to_visit:
        result = to_visit.pop()
        operands, result._prev = result._prev, ()
        for operand in operands:
            edges.add((operand, result))
            nodes.add(operand)
            to_visit.append(operand)
    return nodes, edges


def draw_dot(root):
    nodes, edges = trace(root)
    dot = Digraph(graph_attr={"rankdir": "LR"})
    for value in nodes:
        name = str(id(value))
        dot.node(name, f"{{ data {value.data:.4f} | grad {value.grad:.4f} }}", shape="record")
        if value._op:
            dot.node(name + value._op, value._op)
            dot.edge(name + value._op, name)
    for operand, result in edges:
        dot.edge(str(id(operand)), str(id(result)) + result._op)
    return dot
