"""D04-seen: You note an edge only when its operand is new: a Value that is used again loses its
other edges.

One Value can go into several operations. It is one node, and each use is an edge of its own.

Take e = a * b and d = a + e: how many edges start at a?

1. Take e = a * b and d = a + e: how many edges start at a?
2. A node is collected once, an edge is there for every use.
3. Add the pair for every operand, seen before or not; only the walking on depends on that.
"""


def trace(root):
    nodes, edges = {root}, set()
    to_visit = [root]
    while to_visit:
        result = to_visit.pop()
        for operand in result._prev:
            if operand not in nodes:
                edges.add((operand, result))
                nodes.add(operand)
                to_visit.append(operand)
    return nodes, edges
