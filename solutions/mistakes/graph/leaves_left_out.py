"""Your nodes lack the leaves: only what an operation made is among them.

The numbers that were put in by hand are Values like the others. Without them nobody can see what
the result was made from.

With e = a * b, are a and b among your nodes?
"""

from graphviz import Digraph

ID = "D02-inner"

HINTS = (
    "With e = a * b, are a and b among your nodes?",
    "A leaf has an empty _prev. At which line does your code decide what becomes of it?",
    "Add each Value to the nodes first, whatever is in its _prev.",
)

SEEN = "own analysis"


def trace(root):
    nodes, edges = set(), set()

    def build(value):
        if value in nodes or not value._prev:
            return
        nodes.add(value)
        for operand in value._prev:
            edges.add((operand, value))
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
