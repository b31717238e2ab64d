"""You round data and gradients to one decimal, and that hides too much.

Gradients are often small: with one decimal 0.04 is shown as 0.0, as if nothing flowed there. Two
decimals tell more, four fit into the box as well.

What does your picture show for a gradient of 0.04?
"""

from graphviz import Digraph

ID = "D38"

HINTS = (
    "What does your picture show for a gradient of 0.04?",
    "Look at the format of the numbers in your label.",
    "Write two decimals or more, such as .4f.",
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
        dot.node(name, f"{{ data {value.data:.1f} | grad {value.grad:.1f} }}", shape="record")
        if value._op:
            dot.node(name + value._op, value._op)
            dot.edge(name + value._op, name)
    for operand, result in edges:
        dot.edge(str(id(operand)), str(id(result)) + result._op)
    return dot
