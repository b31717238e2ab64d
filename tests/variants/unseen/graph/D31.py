"""No way out of an operation."""
from graphviz import Digraph


def trace(root):
    found = [root]
    for value in found:
        for p in value._prev:
            if all(p is not f for f in found):
                found.append(p)
    pairs = {(p, value) for value in found for p in value._prev}
    return tuple(found), pairs


def draw_dot(root):
    values, pairs = trace(root)
    names = {value: f"n{i}" for i, value in enumerate(values)}
    dot = Digraph(graph_attr={"rankdir": "LR"}, node_attr={"shape": "record"})
    for value, name in names.items():
        dot.node(name, f"{value.data:.4f}|{value.grad:.4f}")
        if value._prev:
            dot.node(f"{name}{value._op}", label=value._op)
    for p, value in pairs:
        dot.edge(names[p], f"{names[value]}{value._op}")
    return dot
