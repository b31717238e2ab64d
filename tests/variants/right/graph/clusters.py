"""Leaves stand in a box of their own, and both kinds of nodes get their looks from defaults."""

from graphviz import Digraph

def text(value):
    return "{data %.2e|grad %.2e}" % (value.data, value.grad)  # noqa: UP031


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
    dot.attr("graph", rankdir="LR", splines="ortho")
    dot.attr("node", shape="record")
    with dot.subgraph(name="cluster_leaves") as leaves:
        leaves.attr(label="leaves", rankdir="TB")
        for value in nodes:
            if not value._op:
                leaves.node(str(id(value)), text(value))
    for value in nodes:
        if value._op:
            dot.node(str(id(value)), text(value))
    dot.attr("node", shape="circle", width="0.3")
    for value in nodes:
        if value._op:
            dot.node(f"op{id(value)}", value._op)
            dot.edge(f"op{id(value)}", f"{id(value)}:w")
    for operand, value in edges:
        dot.edge(f"{id(operand)}:e", f"op{id(value)}", arrowhead="vee")
    return dot
