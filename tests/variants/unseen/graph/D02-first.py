"""A recursion that returns in the first turn of its loop."""
from graphviz import Digraph


def trace(root):
    nodes, edges = [root], []
    while nodes[-1]._prev:
        edges.append((list(nodes[-1]._prev)[0], nodes[-1]))
        nodes.append(edges[-1][0])
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
