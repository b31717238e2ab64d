"""The nodes in the order in which they were made; numbers without the words data and grad."""

import graphviz as gv


def trace(root):
    order, edges = {}, set()

    def build(value):
        if value in order:
            return
        for operand in value._prev:
            build(operand)
            edges.add((operand, value))
        order[value] = len(order)

    build(root)
    return order.keys(), edges


def draw_dot(root):
    nodes, edges = trace(root)
    dot = gv.Digraph(graph_attr=[("rankdir", "LR")])
    names = {value: f"node{number}" for number, value in enumerate(nodes)}
    for value, name in names.items():
        dot.node(name, f"{value.data:.4f}", xlabel=f"{value.grad:.4f}", shape="box")
        if value._op:
            dot.node(f"{name}_by", value._op, shape="none")
            dot.edge(f"{name}_by", name)
    for operand, value in edges:
        dot.edge(names[operand], f"{names[value]}_by")
    return dot
