"""Your draw_dot writes a picture itself, and it is asked for a drawing in words.

To render needs Graphviz's own program on every machine, and leaves files wherever it is called. A
Digraph can wait: whoever wants a file calls render() on it, a notebook shows it without one.

Could somebody call your draw_dot who has only the package, and no program called dot?
"""

from graphviz import Digraph

ID = "D22"

HINTS = (
    "Could somebody call your draw_dot who has no program called dot?",
    "Making a drawing and rendering it are two things; the second is up to whoever called you.",
    "Leave out the line with render, view or pipe, and return the Digraph.",
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
    dot.render("graph", format="svg")
    return dot
