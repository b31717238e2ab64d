"""You return the source of the drawing, a plain text, and not the drawing itself.

A notebook shows a Digraph as a picture and a text as a text. From the Digraph everybody gets the
text, with .source; from the text nobody gets the Digraph back.

What type does draw_dot(root) have?
"""

from graphviz import Digraph

ID = "D21"

HINTS = (
    "What type does draw_dot(root) have?",
    "A Digraph has a source, and can do more than that.",
    "Return the object that you called node and edge on, and nothing of it.",
)

SEEN = "own analysis"


def trace(root):
    nodes, edges = {root}, set()
    to_visit = [root]
    while to_visit:
        result = to_visit.pop()
        for operand in result._prev:
            edges.add((operand, result))
            if operand not in nodes:
                nodes.add(operand)
                to_visit.append(operand)
    return nodes, edges


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
