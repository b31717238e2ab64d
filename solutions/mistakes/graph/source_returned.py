"""D21: You return the source of the drawing, a plain text, and not the drawing itself.

A notebook shows a Digraph as a picture and a text as a text. From the Digraph everybody gets the
text, with .source; from the text nobody gets the Digraph back.

What type does draw_dot(root) have?

1. What type does draw_dot(root) have?
2. A Digraph has a source, and can do more than that.
3. Return the object that you called node and edge on, and nothing of it.
"""

from graphviz import Digraph


def draw_dot(root):
    nodes, edges = trace(root)
    dot = Digraph(graph_attr={"rankdir": "LR"})
    for value in nodes:
        name = str(id(value))
        dot.node(name, f"{{ data {value.data:.4f} | grad {value.grad:.4f} }}", shape="record")
        if value._op:
            dot.node(name + value._op, value._op)
            dot.edge(name + value._op, name)
    for operand, result in edges:
        dot.edge(str(id(operand)), str(id(result)) + result._op)
    return dot.source
