"""The drawing's text is written by hand, and handed to graphviz as it is."""

from graphviz import Source


def trace(root):
    nodes, edges = set(), set()

    def build(v):
        if v not in nodes:
            nodes.add(v)
            for child in v._prev:
                edges.add((child, v))
                build(child)

    build(root)
    return nodes, edges


def draw_dot(root):
    nodes, _ = trace(root)
    lines = ["rankdir=LR;", "node [shape=record, fontsize=10];", "/* values */"]
    for value in nodes:
        label = f"{{data {value.data:.4f}|grad {value.grad:.4f}}}"
        lines.append(f'{id(value)} [label="{label}"];')
    lines.append("// operations")
    for value in nodes:
        if value._op:
            operands = " ".join(str(id(o)) for o in set(value._prev))
            lines.append(f'"{id(value)}{value._op}" [label="{value._op}" shape=circle]')
            lines.append(f'{{{operands}}} -> "{id(value)}{value._op}" -> {id(value)}')
    return Source("digraph {\n" + "\n".join(lines) + "\n}\n")
