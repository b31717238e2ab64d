"""D41: Your arrows use other names than your nodes, so they join nodes that you never made.

edge() makes a node for every name that it does not know, without a word. The boxes that you made
stand by themselves, and beside them there is a second graph of names.

Print the source: does every name in an arrow also have a line with a label?

1. Print the source: does every name in an arrow also have a line with a label?
2. A name must be spelt the same way in node() and in edge().
3. Make every name in one place, for instance in a small function, and use it in both.
"""

from graphviz import Digraph


def draw_dot(root):
    nodes, edges = trace(root)
    dot = Digraph(graph_attr={"rankdir": "LR"})
    for value in nodes:
        name = str(id(value))
        dot.node(name, f"{{ data {value.data:.4f} | grad {value.grad:.4f} }}", shape="record")
        if value._op:
            dot.node(name + value._op, value._op)
            dot.edge(name + value._op, name)
    for operand, result in edges:
        dot.edge(repr(operand), repr(result) + result._op)
    return dot
