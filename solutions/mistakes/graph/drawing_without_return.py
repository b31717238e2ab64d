"""Your draw_dot gives None: it returns nothing.

A function without a `return` gives None. A drawing that is not returned is lost, and a notebook
shows nothing at the end of the cell.

What does print(draw_dot(root)) show?
"""

from graphviz import Digraph

ID = "D20"

HINTS = (
    "What does print(draw_dot(root)) show?",
    "A function gives back what stands behind its `return`, and None without one.",
    "Return the Digraph in the last line.",
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
        dot.edge(str(id(operand)), str(id(result)) + result._op)
