"""You note an edge only when its operand is new: a Value that is used again loses its other edges.

One Value can go into several operations. It is one node, and each use is an edge of its own.

Take e = a * b and d = a + e: how many edges start at a?
"""

from graphviz import Digraph

ID = "D04-seen"

HINTS = (
    "Take e = a * b and d = a + e: how many edges start at a?",
    "A node is collected once, an edge is there for every use.",
    "Add the pair for every operand, seen before or not; only the walking on depends on that.",
)

SEEN = "own analysis"


def trace(root):
    nodes, edges = {root}, set()
    to_visit = [root]
    while to_visit:
        result = to_visit.pop()
        for operand in result._prev:
            if operand not in nodes:
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
