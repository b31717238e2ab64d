"""Your nodes are the leaves alone: what operations made is not among them.

Every Value is a node: the numbers that were put in by hand, what was made of them, and root. A
drawing needs them all, for the arrows run from one to the next.

With d = a * b + c, is d among your nodes?
"""

from graphviz import Digraph

ID = "D02-leaves"

HINTS = (
    "With d = a * b + c, is d among your nodes?",
    "A Value belongs to the nodes whether it has operands or not.",
    "Add each Value to the nodes before you ask what is in its _prev.",
)

SEEN = "own analysis"


def trace(root):
    nodes, edges, seen = set(), set(), set()

    def build(value):
        if value in seen:
            return
        seen.add(value)
        if not value._prev:
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
