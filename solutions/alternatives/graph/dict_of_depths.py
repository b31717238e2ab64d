"""The nodes are the keys of a dict that says how far each is from root; edges are lists of two."""

from graphviz import Digraph


def trace(root):
    depths, edges = {root: 0}, []
    for value in iter_while_growing(depths):
        for operand in value._prev:
            depths.setdefault(operand, depths[value] + 1)
            if [operand, value] not in edges:
                edges.append([operand, value])
    return depths, edges


def iter_while_growing(things):
    done = 0
    while done < len(things):
        yield list(things)[done]
        done += 1


def draw_dot(root):
    depths, edges = trace(root)
    dot = Digraph(comment="A computation graph", strict=True)
    dot.graph_attr["rankdir"] = "LR"
    dot.node_attr.update(shape="record", fontname="Helvetica")
    for value in depths:
        dot.node(uid(value), f"{{<d> data {value.data:+.4f}|<g> grad {value.grad:+.4f}}}")
        if value._op:
            dot.node(uid(value) + "op", value._op, shape="circle")
            dot.edge(uid(value) + "op", uid(value))
    for operand, value in edges:
        dot.edge(uid(operand), uid(value) + "op")
    return dot


def uid(value):
    return f"n{id(value)}"
