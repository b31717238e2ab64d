"""The operation is written beside each arrow from an operand to its result."""

from graphviz import Digraph


def draw_dot(root):
    nodes, edges = trace(root)
    dot = Digraph(graph_attr={"rankdir": "LR"})
    for value in nodes:
        dot.node(str(id(value)), f"data: {value.data:.4f}\\ngrad: {value.grad:.4f}", shape="box")
    for operand, value in edges:
        dot.edge(str(id(operand)), str(id(value)), label=value._op)
    return dot
