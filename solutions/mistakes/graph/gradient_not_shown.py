"""Your drawing shows the data of each Value, and not its gradient.

The gradients are what the backward pass adds to the picture: how much each number moves the result.
Side by side with the data they show why one is large and another small.

Call backward() on your example and draw it. Can you see what it did?
"""

from graphviz import Digraph

ID = "D26"

HINTS = (
    "Call backward() on your example and draw it. Can you see what it did?",
    "A Value has a data and a grad, and a label has room for both.",
    "Put value.grad into the label, too.",
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
        dot.node(name, f"{{ data {value.data:.4f} }}", shape="record")
        if value._op:
            dot.node(name + value._op, value._op)
            dot.edge(name + value._op, name)
    for operand, result in edges:
        dot.edge(str(id(operand)), str(id(result)) + result._op)
    return dot
