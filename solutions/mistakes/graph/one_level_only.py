"""Your trace stops after one step: it has root and its operands, and nothing below them.

The operands were made from something as well. The graph goes on until it comes to the leaves, the
numbers that were put in by hand.

Count by hand: how many nodes has d = a * b + c, and how many does your trace find?
"""

from graphviz import Digraph

ID = "D02"

HINTS = (
    "How many nodes should your small example have? How many did you collect?",
    "Each operand has operands of its own, until you reach the leaves.",
    "Let an inner function do for every operand what it does for root: let it call itself.",
)

SEEN = "own analysis"


def trace(root):
    nodes = {root, *root._prev}
    edges = {(operand, root) for operand in root._prev}
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
