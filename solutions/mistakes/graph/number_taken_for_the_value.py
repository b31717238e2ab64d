"""You take two Values for one because they hold the same number.

Two weights can both be 0.7 and are two weights all the same: each has its own place in the graph,
and its own gradient. What tells Values apart is who they are, not what they hold.

With a = Value(0.7) and b = Value(0.7), how many nodes has a + b?
"""

from graphviz import Digraph

ID = "D03"

HINTS = (
    "With a = Value(0.7) and b = Value(0.7), how many nodes has a + b?",
    "You remember numbers. Two different Values can hold the same one.",
    "Remember the Values themselves: a set can hold them, and knows each one from all others.",
)

SEEN = "own analysis"


def trace(root):
    nodes, edges, seen = set(), set(), set()

    def build(value):
        if value.data in seen:
            return
        seen.add(value.data)
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
