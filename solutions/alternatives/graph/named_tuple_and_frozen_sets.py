"""A named pair of frozen sets; the edges are read off when all nodes are there."""

from typing import NamedTuple

from graphviz import Digraph


class Traced(NamedTuple):
    nodes: frozenset
    edges: frozenset


def trace(root):
    found, new = frozenset(), frozenset({root})
    while new:
        found |= new
        new = frozenset(operand for value in new for operand in value._prev) - found
    return Traced(found, frozenset((o, v) for v in found for o in v._prev))


def draw_dot(root):
    traced = trace(root)
    dot = Digraph("computation", node_attr={"shape": "record"}, graph_attr={"rankdir": "LR"})
    for value in traced.nodes:
        dot.node(hex(id(value)), f"data {value.data:.6g}|grad {value.grad:.6g}")
        if value._op:
            dot.node(f"{id(value):x} op", value._op, shape="plaintext")
            dot.edge(f"{id(value):x} op", hex(id(value)))
    dot.edges((hex(id(o)), f"{id(v):x} op") for o, v in traced.edges)
    return dot
