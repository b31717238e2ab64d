"""Only the operands of root are looked at."""
from graphviz import Digraph


def trace(root):
    return {root}.union(root._prev), {(p, root) for p in root._prev}


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
