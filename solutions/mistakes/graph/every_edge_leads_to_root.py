"""All your edges lead to root, and each should lead to what its operand went into.

Root is the end of the whole graph. An operand goes into one operation, and it is the result of that
one where its arrow ends.

With e = a * b and d = e + c, where does the arrow that starts at a end?
"""

from graphviz import Digraph

ID = "D13"

HINTS = (
    "With e = a * b and d = e + c, where does the arrow that starts at a end?",
    "While you walk, the Value whose _prev you look at changes. Does your pair change with it?",
    "The second of the pair is the Value whose _prev holds the first.",
)

SEEN = "own analysis"


def trace(root):
    nodes, edges = {root}, set()
    to_visit = [root]
    while to_visit:
        result = to_visit.pop()
        for operand in result._prev:
            edges.add((operand, root))
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
        dot.edge(str(id(operand)), str(id(result)) + result._op)
    return dot
