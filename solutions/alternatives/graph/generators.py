"""Nodes and edges come out of generators, which can be gone through once."""

from graphviz import Digraph


def walk(value, seen):
    if id(value) not in seen:
        seen.add(id(value))
        yield value
        for operand in value._prev:
            yield from walk(operand, seen)


def trace(root):
    nodes = walk(root, set())
    edges = ((o, v) for v in walk(root, set()) for o in dict.fromkeys(v._prev))
    return nodes, edges


def draw_dot(root):
    nodes, edges = trace(root)
    dot = Digraph(graph_attr=dict(rankdir="LR"))
    for v in nodes:
        dot.node(f"value {id(v)}", f"{v.data:.2f} ({v.grad:.2f})")
        if v._op:
            dot.node(f"made {id(v)}", v._op)
            dot.edge(f"made {id(v)}", f"value {id(v)}")
    for o, v in edges:
        dot.edge(f"value {id(o)}", f"made {id(v)}")
    return dot
