"""Operations by their names, as circles; the arrow to the result is drawn once for each operand."""

from graphviz import Digraph

WORDS = {"+": "add", "*": "multiply", "-": "subtract", "/": "divide"}


def draw_dot(root):
    values, pairs = trace(root)
    dot = Digraph(name="graph", graph_attr={"rankdir": "LR", "label": "after backward()"})
    for v in values:
        dot.node(
            str(id(v)), f"value {round(v.data, 3)} | gradient {round(v.grad, 3)}", shape="record"
        )
    for operand, result in pairs:
        middle = f"{id(result)} {result._op}"
        dot.node(middle, WORDS.get(result._op, result._op), shape="circle")
        dot.edge(str(id(operand)), middle)
        dot.edge(middle, str(id(result)))
    return dot
