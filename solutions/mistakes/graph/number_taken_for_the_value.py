"""D03: You take two Values for one because they hold the same number.

Two weights can both be 0.7 and are two weights all the same: each has its own place in the graph,
and its own gradient. What tells Values apart is who they are, not what they hold.

With a = Value(0.7) and b = Value(0.7), how many nodes has a + b?

1. With a = Value(0.7) and b = Value(0.7), how many nodes has a + b?
2. You remember numbers. Two different Values can hold the same one.
3. Remember the Values themselves: a set can hold them, and knows each one from all others.
"""


def trace(root):
    nodes, edges, seen = set(), set(), set()

    def build(value):
        if value.data in seen:
            return
        seen.add(value.data)
        nodes.add(value)
        for operand in value._prev:
            edges.add((operand, value))
            build(operand)

    build(root)
    return nodes, edges
