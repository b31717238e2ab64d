"""D23: Your drawing runs from top to bottom.

graphviz does that unless you tell it not to. From left to right a computation graph reads like a
line of text. The wide boxes with data and grad then fit side by side.

Where in the text above the function does it say how to choose the direction?

1. Look at the first lines of your drawing's source: do they say which way it runs?
2. The direction is a setting of the whole graph; its name is rankdir.
3. Give the Digraph graph_attr with rankdir set to LR.
"""

from graphviz import Digraph


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
