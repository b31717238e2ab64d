"""Your edges hold the numbers of the Values, and not the Values themselves.

A number does not say whose it is: two Values can hold the same one, and an arrow between numbers
leads nowhere in particular.

With e = a * b, is (a, e) among your edges, or only what the two hold?
"""

from graphviz import Digraph

ID = "D11"

HINTS = (
    "With e = a * b, is (a, e) among your edges, or only what the two hold?",
    "An edge joins two nodes, so it is a pair of what your nodes are.",
    "Leave out .data in the pair.",
)

SEEN = "own analysis"


def trace(root):
    nodes, edges = {root}, set()
    to_visit = [root]
    while to_visit:
        result = to_visit.pop()
        for operand in result._prev:
            edges.add((operand.data, result.data))
            if operand not in nodes:
                nodes.add(operand)
                to_visit.append(operand)
    return nodes, edges


def draw_dot(root):
    nodes, _ = trace(root)
    dot = Digraph(graph_attr={"rankdir": "LR"})
    for value in nodes:
        name = str(id(value))
        dot.node(name, f"{{ data {value.data:.4f} | grad {value.grad:.4f} }}", shape="record")
        if value._op:
            dot.node(name + value._op, value._op)
            dot.edge(name + value._op, name)
    for operand, result in {(o, v) for v in nodes for o in v._prev}:
        dot.edge(str(id(operand)), str(id(result)) + result._op)
    return dot
