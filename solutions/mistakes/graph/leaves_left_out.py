"""D02-inner: Your nodes lack the leaves: only what an operation made is among them.

The numbers that you put in by hand are Values, too. Without them nobody sees what made the result.

With e = a * b, are a and b among your nodes?

1. With e = a * b, are a and b among your nodes?
2. A leaf has an empty _prev. At which line does your code decide what becomes of it?
3. Add each Value to the nodes first, whatever is in its _prev.
"""


def trace(root):
    nodes, edges = set(), set()

    def build(value):
        if value in nodes or not value._prev:
            return
        nodes.add(value)
        for operand in value._prev:
            edges.add((operand, value))
            build(operand)

    build(root)
    return nodes, edges
