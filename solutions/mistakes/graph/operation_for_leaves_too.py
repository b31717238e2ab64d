"""You make a node for the operation of every Value, and leaves have none.

The _op of a leaf is empty, so the name of its operation is its own name: you make the same node
twice, and the empty text of the second replaces data and grad. An arrow leads from it to itself.

What do the boxes of a, b and c show in your picture?
"""

from graphviz import Digraph

ID = "D33"

HINTS = (
    "What do the boxes of the leaves show in your picture?",
    "A number that was put in by hand has an empty _op: what is its name with nothing added?",
    "Make a node for the operation only if the Value has one.",
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
        dot.node(name + value._op, value._op)
        dot.edge(name + value._op, name)
    for operand, result in edges:
        dot.edge(str(id(operand)), str(id(result)) + result._op)
    return dot
