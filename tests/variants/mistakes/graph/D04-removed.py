"""The operands are taken out of each Value on the way."""
from graphviz import Digraph


def trace(root):
    nodes, edges = set(), set()

    def visit(v):
        nodes.add(v)
        kids = list(v._prev)
        v._prev = []
        for child in kids:
            edges.add((child, v))
            visit(child)

    visit(root)
    return nodes, edges


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
