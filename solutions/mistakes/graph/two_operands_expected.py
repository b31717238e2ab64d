"""D16: You expect two operands everywhere, and tanh has one.

`left, right = ...` works only if there are exactly two. A Value has as many operands as its
operation took: two for + and *, one for tanh, none for a leaf.

What is in _prev of a.tanh()?

1. What is in _prev of a.tanh()?
2. The number of operands differs from operation to operation.
3. Loop over _prev: a loop takes as many as there are.
"""

from graphviz import Digraph


def trace(root):
    nodes, edges = set(), set()

    def build(value):
        if value not in nodes:
            nodes.add(value)
            if value._prev:
                left, right = value._prev
                edges.update([(left, value), (right, value)])
                build(left)
                build(right)

    build(root)
    return nodes, edges


def draw_dot(root):
    dot = Digraph(graph_attr={"rankdir": "LR"})
    seen, to_visit = {root}, [root]
    while to_visit:
        value = to_visit.pop()
        name = str(id(value))
        dot.node(name, f"{{ data {value.data:.4f} | grad {value.grad:.4f} }}", shape="record")
        if value._op:
            dot.node(name + value._op, value._op)
            dot.edge(name + value._op, name)
        for operand in set(value._prev):
            dot.edge(str(id(operand)), name + value._op)
            if operand not in seen:
                seen.add(operand)
                to_visit.append(operand)
    return dot
