"""Your trace returns the edges first and the nodes second: it is asked for the other way round.

Two things that come back without names are known by their order alone. Whoever writes
`nodes, edges = trace(root)` has yours the wrong way round.

Look at the order in the text above the function.
"""

from graphviz import Digraph

ID = "D08"

HINTS = (
    "Write nodes, edges = trace(root) and print both.",
    "Only the order tells what is what, as nothing else names them.",
    "Swap the two behind `return`.",
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
    return edges, nodes


def draw_dot(root):
    edges, nodes = trace(root)
    dot = Digraph(graph_attr={"rankdir": "LR"})
    for value in nodes:
        name = str(id(value))
        dot.node(name, f"{{ data {value.data:.4f} | grad {value.grad:.4f} }}", shape="record")
        if value._op:
            dot.node(name + value._op, value._op)
            dot.edge(name + value._op, name)
    for operand, result in edges:
        dot.edge(str(id(operand)), str(id(result)) + result._op)
    return dot
