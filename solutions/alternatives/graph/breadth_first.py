"""The graph level by level, in lists that keep the order; nodes are named by their place in it."""

from collections import deque

from graphviz import Digraph


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


def draw_dot(root):
    nodes, edges = trace(root)
    dot = Digraph()
    dot.attr(rankdir="LR")
    for place, value in enumerate(nodes):
        dot.node(f"v{place}", f"data={value.data:.3f}\ngrad={value.grad:.3f}", shape="box")
        if value._op:
            dot.node(f"o{place}", value._op, shape="circle")
            dot.edge(f"o{place}", f"v{place}")
    for operand, result in edges:
        dot.edge(f"v{nodes.index(operand)}", f"o{nodes.index(result)}")
    return dot
