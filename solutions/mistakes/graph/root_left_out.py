"""Your nodes are all that root was made from, and root itself is missing.

The result is a Value as well, and the last arrow leads to it. A node that is drawn by its arrow
alone shows neither data nor gradient.

With e = a * b, is e among the nodes of trace(e)?
"""

from graphviz import Digraph

ID = "D06"

HINTS = (
    "With e = a * b, is e among the nodes of trace(e)?",
    "You add operands, and root is nobody's operand.",
    "Put root among the nodes before you start.",
)

SEEN = "own analysis"


def trace(root):
    nodes, edges = set(), set()

    def build(value):
        for operand in value._prev:
            edges.add((operand, value))
            if operand not in nodes:
                nodes.add(operand)
                build(operand)

    build(root)
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
