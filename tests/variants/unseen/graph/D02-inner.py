"""Only results are kept."""
from graphviz import Digraph


def trace(root):
    nodes, edges = set(), set()

    def walk(v):
        if v._prev and v not in nodes:
            nodes.add(v)
            for p in v._prev:
                edges.add((p, v))
                walk(p)

    walk(root)
    return nodes, edges


def draw_dot(root):
    values, pairs = trace(root)
    names = {value: f"n{i}" for i, value in enumerate(values)}
    dot = Digraph(graph_attr={"rankdir": "LR"}, node_attr={"shape": "record"})
    for value, name in names.items():
        dot.node(name, f"{value.data:.4f}|{value.grad:.4f}")
        if value._prev:
            dot.node(f"{name}{value._op}", label=value._op)
            dot.edge(f"{name}{value._op}", name)
    for p, value in pairs:
        dot.edge(names[p], f"{names[value]}{value._op}")
    return dot
