"""Your trace returns the nodes, and keeps the edges to itself.

Whoever draws needs both: what there is, and what leads where. The two come back together, nodes
first.

What does `nodes, edges = trace(root)` do with what you return?
"""

from graphviz import Digraph

ID = "D07"

HINTS = (
    "What does `nodes, edges = trace(root)` do with what you return?",
    "Two things are asked for, in this order: the nodes, the edges.",
    "Return both, with a comma between them.",
)

SEEN = "own analysis"


def trace(root):
    nodes, edges = {root}, set()
    to_visit = [root]
    while to_visit:
        result = to_visit.pop()
        for operand in result._prev:
            edges.add((operand, result))
            if operand not in nodes:
                nodes.add(operand)
                to_visit.append(operand)
    return nodes


def draw_dot(root):
    nodes = trace(root)
    edges = {(operand, value) for value in nodes for operand in value._prev}
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
