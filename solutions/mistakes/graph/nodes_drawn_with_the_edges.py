"""You make the nodes while you go through the edges, so a Value without edges is not drawn.

That works as long as there is an operation. A graph can be a single Value: it has no edges, and its
drawing is one box.

What does draw_dot(Value(2.0)) show?
"""

from graphviz import Digraph

ID = "D43"

HINTS = (
    "What does draw_dot(Value(2.0)) show?",
    "A node without edges is met by nobody who goes through the edges alone.",
    "Make the nodes in a loop over the nodes, and only the arrows in the loop over the edges.",
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
    _, edges = trace(root)
    dot = Digraph(graph_attr={"rankdir": "LR"})
    for value in {value for edge in edges for value in edge}:
        name = str(id(value))
        dot.node(name, f"{{ data {value.data:.4f} | grad {value.grad:.4f} }}", shape="record")
        if value._op:
            dot.node(name + value._op, value._op)
            dot.edge(name + value._op, name)
    for operand, result in edges:
        dot.edge(str(id(operand)), str(id(result)) + result._op)
    return dot
