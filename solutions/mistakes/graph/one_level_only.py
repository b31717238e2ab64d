"""D02: Your trace stops after one step: it has root and its operands, and nothing below them.

The operands were made from something as well. The graph goes on until it comes to the leaves, the
numbers that were put in by hand.

Count by hand: how many nodes has d = a * b + c, and how many does your trace find?

1. How many nodes should your small example have? How many did you collect?
2. Each operand has operands of its own, until you reach the leaves.
3. Let an inner function do for every operand what it does for root: let it call itself.
"""


def trace(root):
    nodes = {root, *root._prev}
    edges = {(operand, root) for operand in root._prev}
    return nodes, edges
