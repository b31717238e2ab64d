"""The collections belong to the module and are never emptied."""
from graphviz import Digraph


NODES, EDGES = set(), set()


def trace(root):
    def visit(v):
        if v not in NODES:
            NODES.add(v)
            for child in v._prev:
                EDGES.add((child, v))
                visit(child)

    visit(root)
    return NODES, EDGES


def uid(v):
    return "v%d" % id(v)


def op_uid(v):
    return "op%d" % id(v)


def draw_dot(root):
    g = Digraph("G")
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
