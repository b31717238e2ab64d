"""D27: Your drawing shows the Values and not the operations between them.

Two numbers go in and one comes out: whether they were added or multiplied, the picture does not
say. Each Value knows it, in _op.

Cover the code and look at the picture only: could you write the expression down?

1. Look at the picture only: could you write the expression down?
2. A Value that has an _op was made by it. That is a node, too.
3. For a Value with an _op add a second node that shows it, between the operands and the Value.
"""

from graphviz import Digraph


def draw_dot(root):
    nodes, edges = trace(root)
    dot = Digraph(graph_attr={"rankdir": "LR"})
    for value in nodes:
        text = f"{{ data {value.data:.4f} | grad {value.grad:.4f} }}"
        dot.node(str(id(value)), text, shape="record")
    for operand, result in edges:
        dot.edge(str(id(operand)), str(id(result)))
    return dot
