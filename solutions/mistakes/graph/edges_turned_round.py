"""Your edges run the wrong way: the result stands first, the operand second.

An edge goes from the ingredient to what was made of it, as the numbers flow in the forward pass.
Drawn from yours, every arrow points backward.

With e = a * b, which pairs does your trace give? Read each as "goes into".
"""

from graphviz import Digraph

ID = "D04"

HINTS = (
    "Follow the arrows in your picture: do they run from the leaves to the result?",
    "An edge goes from the ingredient to what was made of it.",
    "Swap the two in each pair: the operand is the first.",
)

SEEN = "own analysis"


def trace(root):
    nodes, edges = {root}, set()
    to_visit = [root]
    while to_visit:
        result = to_visit.pop()
        for operand in result._prev:
            edges.add((result, operand))
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
