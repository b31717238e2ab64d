"""D02-inner: Your nodes lack the leaves: only what an operation made is among them.

The numbers that were put in by hand are Values like the others. Without them nobody can see what
the result was made from.

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
