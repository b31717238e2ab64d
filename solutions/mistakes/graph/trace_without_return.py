"""Your trace gives None: it returns nothing.

A function without a `return` gives None. If an inner function collects, it is the outer one that
has to hand the result over.

What does print(trace(root)) show?
"""

from graphviz import Digraph

ID = "D12"

HINTS = (
    "What does print(trace(root)) show?",
    "A function gives back what stands behind its `return`, and None without one.",
    "Return nodes and edges in the last line of trace, outside the inner function.",
)

SEEN = "own analysis"


def trace(root):
    nodes, edges = set(), set()

    def build(value):
        if value not in nodes:
            nodes.add(value)
            for operand in value._prev:
                edges.add((operand, value))
                build(operand)
        return nodes, edges

    build(root)


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
