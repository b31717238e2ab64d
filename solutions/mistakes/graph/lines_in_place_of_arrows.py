"""You draw a Graph, whose lines have no direction, and not a Digraph.

Di stands for directed: its lines are arrows. Without them nobody can see what was made from what.

Look at your picture: which end of a line is the operand?
"""

from graphviz import Graph

ID = "D36"

HINTS = (
    "Look at your picture: which end of a line is the operand?",
    "The package has two kinds of drawings; one of them has arrows.",
    "Import and make a Digraph.",
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
    return nodes, edges


def draw_dot(root):
    nodes, edges = trace(root)
    dot = Graph(graph_attr={"rankdir": "LR"})
    for value in nodes:
        name = str(id(value))
        dot.node(name, f"{{ data {value.data:.4f} | grad {value.grad:.4f} }}", shape="record")
        if value._op:
            dot.node(name + value._op, value._op)
            dot.edge(name + value._op, name)
    for operand, result in edges:
        dot.edge(str(id(operand)), str(id(result)) + result._op)
    return dot
