"""The nodes of your drawing do not show the data of their Values.

A box without its number is a box like any other: nobody can tell which Value it is, nor follow the
forward pass through the picture.

Print the source of your drawing and look for the number that root holds.
"""

from graphviz import Digraph

ID = "D25"

HINTS = (
    "Print the source of your drawing: where is the number that root holds?",
    "What people see of a node is its label, the second thing that node() takes.",
    "Put value.data into the label, beside value.grad.",
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
        dot.node(name, f"{{ grad {value.grad:.4f} }}", shape="record")
        if value._op:
            dot.node(name + value._op, value._op)
            dot.edge(name + value._op, name)
    for operand, result in edges:
        dot.edge(str(id(operand)), str(id(result)) + result._op)
    return dot
