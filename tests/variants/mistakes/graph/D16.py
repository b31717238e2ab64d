"""Two names for what _prev holds."""
from graphviz import Digraph


def trace(root):
    nodes, edges = [], []

    def visit(v):
        if v in nodes:
            return
        nodes.append(v)
        if not v._prev:
            return
        a, b = v._prev
        for child in (a, b):
            edges.append((child, v))
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
    done = []

    def add(v):
        if v in done:
            return
        done.append(v)
        g.node(uid(v), "data=%.3f\\ngrad=%.3f" % (v.data, v.grad), shape="box")
        for child in set(v._prev):
            g.edge(uid(child), op_uid(v))
            add(child)
        if v._op:
            g.node(op_uid(v), v._op, shape="circle")
            g.edge(op_uid(v), uid(v))

    add(root)
    return g
