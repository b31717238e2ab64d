"""Your drawing runs from top to bottom.

That is what graphviz does unless it is told otherwise. From left to right a computation reads like
a line of text, and the wide boxes with data and grad fit beside each other.

Where in the text above the function does it say how to choose the direction?
"""

from graphviz import Digraph

ID = "D23"

HINTS = (
    "Look at the first lines of your drawing's source: do they say which way it runs?",
    "The direction is a setting of the whole graph; its name is rankdir.",
    "Give the Digraph graph_attr with rankdir set to LR.",
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
    dot = Digraph()
    for value in nodes:
        name = str(id(value))
        dot.node(name, f"{{ data {value.data:.4f} | grad {value.grad:.4f} }}", shape="record")
        if value._op:
            dot.node(name + value._op, value._op)
            dot.edge(name + value._op, name)
    for operand, result in edges:
        dot.edge(str(id(operand)), str(id(result)) + result._op)
    return dot
