"""A cache remembers whom the walk has seen."""
from functools import lru_cache

from graphviz import Digraph


def trace(root):
    nodes, edges = set(), set()

    @lru_cache(maxsize=None)
    def visit(v):
        nodes.add(v)
        edges.update((child, v) for child in v._prev)
        for child in v._prev:
            visit(child)

    visit(root)
    return frozenset(nodes), frozenset(edges)


class Picture(Digraph):
    def value(self, v):
        self.node(f"{id(v)}", f"<<i>data</i> {v.data:.4g}<br/><i>grad</i> {v.grad:.4g}>")
        return f"{id(v)}"

    def operation(self, v):
        if v._op:
            self.node(f"{id(v)}.", {"*": "×"}.get(v._op, v._op), shape="circle")
            self.edge(f"{id(v)}.", self.value(v))
        return f"{id(v)}."


def draw_dot(root):
    nodes, edges = trace(root)
    picture = Picture(graph_attr={"rankdir": "LR"}, format="png", engine="dot")
    for v in sorted(nodes, key=id):
        picture.value(v)
        picture.operation(v)
    for a, b in edges:
        picture.edge(picture.value(a), f"{id(b)}.")
    return picture
