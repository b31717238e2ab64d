"""Lines."""
from graphviz import Graph


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


def uid(v):
    return "v%d" % id(v)


def op_uid(v):
    return "op%d" % id(v)


def draw_dot(root):
    g = Graph("G")
    g.attr(rankdir="LR")
    nodes, edges = trace(root)
    for v in nodes:
        g.node(uid(v), "data=%.3f\\ngrad=%.3f" % (v.data, v.grad), shape="box")
        if v._op != "":
            g.node(op_uid(v), v._op, shape="circle")
            g.edge(op_uid(v), uid(v))
    for child, v in edges:
        g.edge(uid(child), op_uid(v))
    return g
