"""Nodes are made in the loop over the edges."""
from graphviz import Digraph


def trace(root):
    nodes, edges = [], []

    def visit(v):
        if v in nodes:
            return
        nodes.append(v)
        for child in v._prev:
            if (child, v) not in edges:
                edges.append((child, v))
            visit(child)

    visit(root)
    return nodes, edges


def draw_dot(root):
    g = Digraph("G")
    g.attr(rankdir="LR")
    for pair in trace(root)[1]:
        for v in pair:
            g.node(str(id(v)), "data=%.3f\\ngrad=%.3f" % (v.data, v.grad), shape="box")
    for v in {v for _, v in trace(root)[1]}:
        g.node("op%d" % id(v), v._op, shape="circle")
        g.edge("op%d" % id(v), str(id(v)))
    for child, v in trace(root)[1]:
        g.edge(str(id(child)), "op%d" % id(v))
    return g
