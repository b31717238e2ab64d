"""Your arrows lead to an operation at the operand, and operations belong to their result.

The node of an operation has the name of the Value that it made. With the name of the operand in
its place an arrow ends at a node that nobody made.

Print the source: is there a line with a label for the end of each arrow?
"""

from graphviz import Digraph

ID = "D47"

HINTS = (
    "Print the source: is there a line with a label for the end of each arrow?",
    "From which Value did you make the name of an operation's node?",
    "The end of the arrow is named after the result, twice: its id and its operation.",
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
        dot.edge(str(id(operand)), str(id(operand)) + result._op)
    return dot
