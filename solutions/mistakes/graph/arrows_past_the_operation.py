"""D32: The arrows from the operands run past the operation, straight to the result.

The node of the operation stands beside the road: nothing goes into it. The operands are what it
joins, so their arrows end there.

How many arrows come to a * in your picture?

1. How many arrows come to a * in your picture?
2. The road is operand, operation, result. Where do your arrows from the operands end?
3. An edge from an operand ends at the name of the result's operation, not at the result's own.
"""

from graphviz import Digraph


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
        dot.edge(str(id(operand)), str(id(result)))
    return dot
