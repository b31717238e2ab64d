"""D14: You collect the nodes from the edges, so a Value without edges is lost.

That works as long as there is an operation. A graph can be a single Value that was put in by hand:
it has no edges, and it is one node.

What does trace(Value(2.0)) give?

1. What does trace(Value(2.0)) give?
2. A node without edges is in none of the pairs.
3. Put root among the nodes, whatever the edges are.
"""

from graphviz import Digraph


def trace(root):
    edges, seen = set(), set()

    def build(value):
        if value not in seen:
            seen.add(value)
            for operand in value._prev:
                edges.add((operand, value))
                build(operand)

    build(root)
    return {value for edge in edges for value in edge}, edges


def draw_dot(root):
    nodes, edges = trace(root)
    nodes = nodes | {root}
    dot = Digraph(graph_attr={"rankdir": "LR"})
    for value in nodes:
        name = str(id(value))
        dot.node(name, f"{{ data {value.data:.4f} | grad {value.grad:.4f} }}", shape="record")
        if value._op:
            dot.node(name + value._op, value._op)
            dot.edge(name + value._op, name)
    for operand, result in edges:
        dot.edge(str(id(operand)), str(id(result)) + result._op)
    return dot
