"""D09: Your trace still has the nodes of the last call when it starts the next one.

Python makes a default such as nodes=set() only once, and a set at the top of the file as well.
Every call gets that same set, so the second graph finds the nodes of the first.

Trace two expressions that have nothing to do with each other. How many nodes has the second?

1. Trace two expressions that have nothing to do with each other. How many nodes has the second?
2. What stands in the `def` line, or outside of the function, is made once, and all calls share it.
3. Make the collections inside the function, where each call makes its own.
"""


def trace(root, nodes=set(), edges=set()):
    if root not in nodes:
        nodes.add(root)
        for operand in root._prev:
            edges.add((operand, root))
            trace(operand, nodes, edges)
    return nodes, edges
