"""You name the nodes by their data, so two Values with the same number become one node.

A node is known by its name. Two weights can hold the same number by chance and are two weights all
the same: each needs a node of its own.

Draw a + b with a = Value(0.7) and b = Value(0.7). How many boxes are there?
"""

from graphviz import Digraph

ID = "D29"

HINTS = (
    "Draw a + b with a = Value(0.7) and b = Value(0.7). How many boxes are there?",
    "Two nodes may show the same text, but never have the same name.",
    "Use a name that no other Value has: its id, as a text.",
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
        name = str(value.data)
        dot.node(name, f"{{ data {value.data:.4f} | grad {value.grad:.4f} }}", shape="record")
        if value._op:
            dot.node(name + value._op, value._op)
            dot.edge(name + value._op, name)
    for operand, result in edges:
        dot.edge(str(operand.data), str(result.data) + result._op)
    return dot
