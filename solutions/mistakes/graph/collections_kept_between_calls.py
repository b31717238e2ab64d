"""D09: Your trace still has the nodes of the last call when it starts the next one.

A default such as nodes=set() is made once, when Python reads the `def`, and every call gets that
same set. What the first graph put in is there when the second one is traced.

Trace two expressions that have nothing to do with each other. How many nodes has the second?

1. Trace two expressions that have nothing to do with each other. How many nodes has the second?
2. A default in the line of `def` is made once, and shared by all calls.
3. Make the collections inside the function, where each call makes its own.
"""


def trace(root, nodes=set(), edges=set()):
    if root not in nodes:
        nodes.add(root)
        for operand in root._prev:
            edges.add((operand, root))
            trace(operand, nodes, edges)
    return nodes, edges
