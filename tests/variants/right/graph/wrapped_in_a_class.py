"""One class has both; the functions only call it."""
from graphviz import Digraph


class Tracer:
    seen: dict

    def __init__(self):
        self.seen = {}

    def go(self, v):
        if self.seen.setdefault(id(v), v) is v and not getattr(self, f"_{id(v)}", False):
            setattr(self, f"_{id(v)}", True)
            for child in v._prev:
                self.go(child)
        return self


def trace(root):
    values = Tracer().go(root).seen.values()
    return values, [[child, v] for v in values for child in v._prev]


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
