"""Labels in the form of small tables, with colours."""

from graphviz import Digraph

ROW = "<TR><TD BGCOLOR='#{colour}' PORT='{name}'>{name}</TD><TD>{number:.4f}</TD></TR>"


def table(value):
    rows = ROW.format(colour="ddeeff", name="data", number=value.data)
    rows += ROW.format(colour="ffeedd", name="grad", number=value.grad)
    return f"<<TABLE BORDER='0' CELLBORDER='1' CELLSPACING='0'>{rows}</TABLE>>"


def draw_dot(root):
    nodes, edges = trace(root)
    dot = Digraph(graph_attr={"rankdir": "LR", "bgcolor": "white"})
    for value in nodes:
        dot.node(str(id(value)), table(value), shape="plain")
        if value._op:
            dot.node(
                f"{id(value)}_op", f"<<B>{value._op}</B>>", style="filled", fillcolor="#eeeeee"
            )
            dot.edge(f"{id(value)}_op", str(id(value)), color="gray40", penwidth="1.5")
    for operand, value in edges:
        dot.edge(str(id(operand)), f"{id(value)}_op")
    return dot
