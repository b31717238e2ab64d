"""Your nodes are a list in which a Value stands once for every use.

A node is in the graph once, however many arrows start at it. You remember where you have been, but
list a Value before you ask.

With a + a, or with e = a * b and d = e + a: how often is a in your list?
"""

from graphviz import Digraph

ID = "D15"

HINTS = (
    "With e = a * b and d = e + a: how often is a in your list?",
    "A set keeps each Value once; a list takes it as often as it comes.",
    "Ask whether the Value is there before you add it, or use a set.",
)

SEEN = "own analysis"


def trace(root):
    nodes, edges, seen = [], set(), set()

    def build(value):
        nodes.append(value)
        if value in seen:
            return
        seen.add(value)
        for operand in value._prev:
            edges.add((operand, value))
            build(operand)

    build(root)
    return nodes, edges


def draw_dot(root):
    nodes, edges = trace(root)
    dot = Digraph(graph_attr={"rankdir": "LR"})
    for value in set(nodes):
        name = str(id(value))
        dot.node(name, f"{{ data {value.data:.4f} | grad {value.grad:.4f} }}", shape="record")
        if value._op:
            dot.node(name + value._op, value._op)
            dot.edge(name + value._op, name)
    for operand, result in edges:
        dot.edge(str(id(operand)), str(id(result)) + result._op)
    return dot
