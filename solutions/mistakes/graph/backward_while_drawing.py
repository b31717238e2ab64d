"""D37: Your draw_dot calls backward(), and to draw means to look.

Gradients add up: whoever called backward() before has all of them doubled, or worse, by looking at
them. Whether there are gradients in the picture is up to whoever asks for it.

Draw the same graph twice. Do both pictures show the same gradients?

1. Draw the same graph twice. Do both pictures show the same gradients?
2. A second backward() adds to what the first one left.
3. Leave backward() to whoever wants the drawing.
Seen: karpathy/nn-zero-to-hero #40 and PR #80 are about the opposite: drawn before backward()
"""

from graphviz import Digraph


def draw_dot(root):
    root.backward()
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
    return dot
