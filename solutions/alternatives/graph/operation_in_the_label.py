"""The operation stands in the box of its result, and arrows run from operand to result."""

from graphviz import Digraph


def draw_dot(root):
    nodes, edges = trace(root)
    dot = Digraph(graph_attr={"rankdir": "LR"}, node_attr={"shape": "record"})
    for value in nodes:
        made = f" = {value._op} | " if value._op else ""
        label = f"{{ {made}data {value.data:.4f} | grad {value.grad:.4f} }}"
        dot.node(str(id(value)), label)
    for operand, value in edges:
        dot.edge(str(id(operand)), str(id(value)))
    return dot
