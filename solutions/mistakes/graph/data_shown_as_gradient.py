"""What your drawing calls grad is the data once more.

Both places of the label show the same number. On a fresh graph every gradient would be 0, and in
your picture none is.

Look at the node of root: after backward() its gradient is 1.
"""

from graphviz import Digraph

ID = "D26-data"

HINTS = (
    "Look at the node of root: after backward() its gradient is 1. What do you show?",
    "Two places of the label are filled from the same attribute.",
    "The second one is value.grad.",
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
    dot = Digraph(graph_attr={"rankdir": "LR"})
    for value in nodes:
        name = str(id(value))
        dot.node(name, f"{{ data {value.data:.4f} | grad {value.data:.4f} }}", shape="record")
        if value._op:
            dot.node(name + value._op, value._op)
            dot.edge(name + value._op, name)
    for operand, result in edges:
        dot.edge(str(id(operand)), str(id(result)) + result._op)
    return dot
