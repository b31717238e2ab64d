"""D30: You draw an operation for every Value, and a leaf has none.

The _op of a leaf is empty: nothing made it. If you name a node by the name of the Value and _op
behind it, that is the name of the leaf itself, and its text is lost.

Print repr(value._op) for each of your nodes.

1. Which operation made a Value that you put in by hand?
2. An empty text counts as false in an if.
3. Draw the operation, and its arrow to the result, only where _op is not empty.
"""


def draw_dot(root):
    from graphviz import Digraph

    nodes, edges = trace(root)
    dot = Digraph(graph_attr={"rankdir": "LR"})
    for value in nodes:
        name = str(id(value))
        dot.node(name, f"data {value.data:.4f} | grad {value.grad:.4f}", shape="record")
        dot.node(name + value._op, value._op)
        dot.edge(name + value._op, name)
    for operand, result in edges:
        dot.edge(str(id(operand)), str(id(result)) + result._op)
    return dot
