"""The graph level by level, in lists that keep the order."""

from collections import deque


def trace(root):
    nodes, edges, queue = [root], [], deque([root])
    while queue:
        value = queue.popleft()
        for operand in value._prev:
            edges.append((operand, value))
            if operand not in nodes:
                nodes.append(operand)
                queue.append(operand)
    return nodes, edges
