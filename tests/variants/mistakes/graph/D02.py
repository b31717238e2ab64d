"""Only the operands of root are looked at."""
from graphviz import Digraph


def trace(root):
    nodes, edges = [root], []
    for child in root._prev:
        if child not in nodes:
            nodes.append(child)
            edges.append((child, root))
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
