"""One level, and no gradients."""
from graphviz import Digraph


def trace(root):
    return {root}.union(root._prev), {(p, root) for p in root._prev}


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
        g.node(uid(v), "data=%.3f" % v.data, shape="box")
        for child in set(v._prev):
            g.edge(uid(child), op_uid(v))
            add(child)
        if v._op:
            g.node(op_uid(v), v._op, shape="circle")
            g.edge(op_uid(v), uid(v))

    add(root)
    return g
