"""Your trace still has the nodes of the last call when it starts the next one.

A default such as nodes=set() is made once, when Python reads the `def`, and every call gets that
same set. What the first graph put in is there when the second one is traced.

Trace two expressions that have nothing to do with each other. How many nodes has the second?
"""

from graphviz import Digraph

ID = "D09"

HINTS = (
    "Trace two expressions that have nothing to do with each other. How many nodes has the second?",
    "A default in the line of `def` is made once, and shared by all calls.",
    "Make the collections inside the function, where each call makes its own.",
)

SEEN = "own analysis"


def trace(root, nodes=set(), edges=set()):
    if root not in nodes:
        nodes.add(root)
        for operand in root._prev:
            edges.add((operand, root))
            trace(operand, nodes, edges)
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
