"""You give a node a number for a name, and names in a drawing are texts.

A drawing is a text, so all that goes into it is one as well. What id() gives is a number.

What does str() make of it?
"""

from graphviz import Digraph

ID = "D42"

HINTS = (
    "What type does id(value) have?",
    "node() and edge() take texts: the name, and the label.",
    "Wrap the id in str(), wherever it is used as a name.",
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
        name = id(value)
        dot.node(name, f"{{ data {value.data:.4f} | grad {value.grad:.4f} }}", shape="record")
        if value._op:
            dot.node(f"{name}{value._op}", value._op)
            dot.edge(f"{name}{value._op}", name)
    for operand, result in edges:
        dot.edge(str(id(operand)), str(id(result)) + result._op)
    return dot
