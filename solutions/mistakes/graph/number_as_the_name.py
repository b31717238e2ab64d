"""D29: You name the nodes by their data, so two Values with the same number become one node.

A node is known by its name. Two weights can hold the same number by chance and are two weights all
the same: each needs a node of its own.

Draw a + b with a = Value(0.7) and b = Value(0.7). How many boxes are there?

1. Draw a + b with a = Value(0.7) and b = Value(0.7). How many boxes are there?
2. Two nodes may show the same text, but never have the same name.
3. Use a name that no other Value has: its id, as a text.
"""

from graphviz import Digraph


def draw_dot(root):
    nodes, edges = trace(root)
    dot = Digraph(graph_attr={"rankdir": "LR"})
    for value in nodes:
        name = str(value.data)
        dot.node(name, f"{{ data {value.data:.4f} | grad {value.grad:.4f} }}", shape="record")
        if value._op:
            dot.node(name + value._op, value._op)
            dot.edge(name + value._op, name)
    for operand, result in edges:
        dot.edge(str(operand.data), str(result.data) + result._op)
    return dot
