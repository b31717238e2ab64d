"""Your drawing has the Values and the operations, and no arrow from any operand.

Each operation leads to its result, and nothing leads into an operation: the edges that trace gave
are not used.

Put your finger on a leaf: where does an arrow take you from there?
"""

from graphviz import Digraph

ID = "D44"

HINTS = (
    "Put your finger on a leaf: where does an arrow take you from there?",
    "trace gives two things. Which of them do you use?",
    "Go through the edges as well, and call edge for each.",
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
    nodes, _ = trace(root)
    dot = Digraph(graph_attr={"rankdir": "LR"})
    for value in nodes:
        name = str(id(value))
        dot.node(name, f"{{ data {value.data:.4f} | grad {value.grad:.4f} }}", shape="record")
        if value._op:
            dot.node(name + value._op, value._op)
            dot.edge(name + value._op, name)
    return dot
