"""D26: Your drawing shows the data of each Value, and not its gradient.

The gradients are what the backward pass adds to the picture: how much each number moves the result.
Side by side with the data they show why one is large and another small.

Call backward() on your example and draw it. Can you see what it did?

1. Call backward() on your example and draw it. Can you see what it did?
2. A Value has a data and a grad, and a label has room for both.
3. Put value.grad into the label, too.
"""

from graphviz import Digraph


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
