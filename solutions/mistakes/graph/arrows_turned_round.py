"""D24: The arrows of your drawing run from the results back to their operands.

Numbers flow from the leaves to the result. An operand goes into an operation, and the result comes
out. edge() takes first the start of the arrow, then its end.

Draw e = a * b. Does an arrow leave a, or come to it?

1. Draw e = a * b. Does an arrow leave a, or come to it?
2. edge(x, y) is an arrow from x to y.
3. Swap the two names in each call of edge.
"""

from graphviz import Digraph


def draw_dot(root):
    nodes, edges = trace(root)
    dot = Digraph(graph_attr={"rankdir": "LR"})
    for value in nodes:
        name = str(id(value))
        dot.node(name, f"{{ data {value.data:.4f} | grad {value.grad:.4f} }}", shape="record")
        if value._op:
            dot.node(name + value._op, value._op)
            dot.edge(name, name + value._op)
    for operand, result in edges:
        dot.edge(str(id(result)) + result._op, str(id(operand)))
    return dot
