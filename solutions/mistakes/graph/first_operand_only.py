"""Your trace follows the first operand of every operation, and no other.

Most operations have two operands, and the graph has both. What you collect is one road from root
to one leaf.

Take d = a * b + c: which of a, b and c does your trace find?
"""

from graphviz import Digraph

ID = "D02-first"

HINTS = (
    "Take d = a * b + c: which of a, b and c does your trace find?",
    "_prev holds all operands of a Value; you look at one place in it.",
    "Loop over _prev in place of taking an item of it.",
)

SEEN = "own analysis"


def trace(root):
    nodes, edges = {root}, set()
    value = root
    while value._prev:
        operand = next(iter(value._prev))
        nodes.add(operand)
        edges.add((operand, value))
        value = operand
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
