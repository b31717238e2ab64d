"""The operands lead into the operation in your drawing, and nothing leads out to the result.

Each operation has its operands before it and its result behind it. Without the last arrow the
picture falls apart into pieces.

Put your finger on a leaf and follow the arrows: do you come to root?
"""

from graphviz import Digraph

ID = "D31"

HINTS = (
    "Put your finger on a leaf and follow the arrows: do you come to root?",
    "An operation's node needs an arrow to the Value that it made.",
    "Where you make the node of an operation, add the edge from it to its Value.",
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
    for operand, result in edges:
        dot.edge(str(id(operand)), str(id(result)) + result._op)
    return dot
