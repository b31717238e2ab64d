"""D04-removed: Your trace takes the graph apart while it walks through it.

An empty _prev keeps you from coming by twice. But then the Value no longer knows its operands.
backward() stops there, and a second trace finds nothing.

Call trace twice, one after the other. Do both find the same?

1. Call trace twice, one after the other. Do both find the same?
2. Looking at a graph must not change it: _prev belongs to the Value.
3. Keep what you have seen in a set of your own, and leave _prev alone.
"""


def trace(root):
    nodes, edges = {root}, set()
    to_visit = [root]
    while to_visit:
        result = to_visit.pop()
        operands, result._prev = result._prev, ()
        for operand in operands:
            edges.add((operand, result))
            nodes.add(operand)
            to_visit.append(operand)
    return nodes, edges
