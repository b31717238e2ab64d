"""All additions of your drawing share one node, and so do all multiplications.

A node is known by its name. If the name of an operation's node is the operation alone, every + is
the same node, and arrows run from all operands into it and out to all results.

Draw a * b + c * d. How many * are there?
"""

from graphviz import Digraph

ID = "D28"

HINTS = (
    "Draw a * b + c * d. How many * are there in your picture?",
    "The name tells nodes apart, the label is what people read. Only the label is the operation.",
    "Make the name from the result's name and its operation together.",
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
            dot.node(value._op, value._op)
            dot.edge(value._op, name)
    for operand, result in edges:
        dot.edge(str(id(operand)), result._op)
    return dot
