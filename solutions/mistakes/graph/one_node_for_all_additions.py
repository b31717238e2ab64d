"""D28: All additions of your drawing share one node, and so do all multiplications.

A node is known by its name. If the name of an operation's node is the operation alone, every + is
the same node, and arrows run from all operands into it and out to all results.

Draw a * b + c * d. How many * are there?

1. Draw a * b + c * d. How many * are there in your picture?
2. The name tells nodes apart, the label is what people read. Only the label is the operation.
3. Make the name from the result's name and its operation together.
"""

from graphviz import Digraph


def draw_dot(root):
    nodes, edges = trace(root)
    dot = Digraph(graph_attr={"rankdir": "LR"})
    for value in nodes:
        name = str(id(value))
        dot.node(name, f"{{ data {value.data:.4f} | grad {value.grad:.4f} }}", shape="record")
        if value._op:
            dot.node(value._op, value._op)
            dot.edge(value._op, name)
    for operand, result in edges:
        dot.edge(str(id(operand)), result._op)
    return dot
