"""Only the nodes come back."""
from graphviz import Digraph


def trace(root):
    nodes = set()

    def visit(v):
        if v not in nodes:
            nodes.add(v)
            for child in v._prev:
                visit(child)

    visit(root)
    return nodes


def uid(v):
    return "v%d" % id(v)


def op_uid(v):
    return "op%d" % id(v)


def draw_dot(root):
    g = Digraph("G")
    g.attr(rankdir="LR")
    nodes = trace(root)
    edges = {(c, v) for v in nodes for c in v._prev}
    for v in nodes:
        g.node(uid(v), "data=%.3f\\ngrad=%.3f" % (v.data, v.grad), shape="box")
        if v._op != "":
            g.node(op_uid(v), v._op, shape="circle")
            g.edge(op_uid(v), uid(v))
    for child, v in edges:
        g.edge(uid(child), op_uid(v))
    return g
