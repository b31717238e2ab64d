"""You name the nodes by the labels of their Values, and those without a label all share one name.

An empty label is a label as well. Under one name it is one node, however often it is made; each
time it is given another text, and the last one stays.

Draw a graph that you did not label: how many boxes are there?
"""

from graphviz import Digraph

ID = "D30"

HINTS = (
    "Draw a graph that you did not label: how many boxes are there?",
    "A label is for people, and two Values may have the same one, or none.",
    "Use a name that no other Value has: its id, as a text.",
)

SEEN = "own analysis"


def trace(root):
    nodes, edges = [root], []  # in their order: which text stays is no matter of chance
    to_visit = [root]
    while to_visit:
        result = to_visit.pop()
        for operand in result._prev:
            edges.append((operand, result))
            if operand not in nodes:
                nodes.append(operand)
                to_visit.append(operand)
    return nodes, edges


def draw_dot(root):
    nodes, edges = trace(root)
    dot = Digraph(graph_attr={"rankdir": "LR"})
    for value in nodes:
        name = value.label
        dot.node(name, f"{{ data {value.data:.4f} | grad {value.grad:.4f} }}", shape="record")
        if value._op:
            dot.node(name + value._op, value._op)
            dot.edge(name + value._op, name)
    for operand, result in edges:
        dot.edge(operand.label, result.label + result._op)
    return dot
