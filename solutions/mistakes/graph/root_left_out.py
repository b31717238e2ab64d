"""D06: Your nodes are all that root was made from, and root itself is missing.

The result is a Value as well, and the last arrow leads to it. A node that is drawn by its arrow
alone shows neither data nor gradient.

With e = a * b, is e among the nodes of trace(e)?

1. With e = a * b, is e among the nodes of trace(e)?
2. You add operands, and root is nobody's operand.
3. Put root among the nodes before you start.
"""


def trace(root):
    nodes, edges = set(), set()

    def build(value):
        for operand in value._prev:
            edges.add((operand, value))
            if operand not in nodes:
                nodes.add(operand)
                build(operand)

    build(root)
    return nodes, edges
