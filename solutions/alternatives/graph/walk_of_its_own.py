"""The drawing walks through the graph itself and has no need of trace; it shows what repr says."""

import graphviz


def draw_dot(root):
    dot = graphviz.Digraph(graph_attr={"rankdir": "LR"})
    done = set()

    def draw(value):
        name = str(id(value))
        if value in done:
            return name
        done.add(value)
        dot.node(name, repr(value))
        if value._op:
            dot.node(name + "'", value._op)
            dot.edge(name + "'", name)
        for operand in set(value._prev):
            dot.edge(draw(operand), name + "'")
        return name

    draw(root)
    return dot
