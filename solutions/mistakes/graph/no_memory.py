"""Your trace goes every way through the graph, and there can be a million million of them.

A Value can be used in several places, so more than one way leads to it. Whoever walks on from it
each time it is met walks all that lies below it each time, too: with z = z + z the number of ways
doubles at every step.

Try your trace on z = z + z, twenty times over. How often does it come to the first z?
"""

from graphviz import Digraph

ID = "D01"

HINTS = (
    "Try your trace on z = z + z, twenty times over.",
    "A Value can be used in several places, so there is more than one road to it.",
    "Remember which Values you have seen: walk on from one only when it is new.",
)

SEEN = "karpathy/micrograd PR #23, #64, #67, #68, #91, #96; tinygrad PR #165; PyNorch #90"


def trace(root):
    nodes, edges = set(), set()

    def build(value):
        nodes.add(value)
        for operand in value._prev:
            edges.add((operand, value))
            build(operand)

    build(root)
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
