"""D42: You give a node a number for a name, and names in a drawing are texts.

A drawing is a text, so all that goes into it is one as well. What id() gives is a number.

What does str() make of it?

1. What type does id(value) have?
2. node() and edge() take texts: the name, and the label.
3. Wrap the id in str(), wherever it is used as a name.
"""

from graphviz import Digraph


def draw_dot(root):
    nodes, edges = trace(root)
    dot = Digraph(graph_attr={"rankdir": "LR"})
    for value in nodes:
        name = id(value)
        dot.node(name, f"{{ data {value.data:.4f} | grad {value.grad:.4f} }}", shape="record")
        if value._op:
            dot.node(f"{name}{value._op}", value._op)
            dot.edge(f"{name}{value._op}", name)
    for operand, result in edges:
        dot.edge(str(id(operand)), str(id(result)) + result._op)
    return dot
