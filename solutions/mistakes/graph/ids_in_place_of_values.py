"""Your trace gives the ids of the Values, and not the Values themselves.

An id tells Values apart, and says nothing about them: whoever draws needs data, grad and _op, and
cannot get from an id back to its Value. As a name in a drawing an id is good.

What could you ask an item of your nodes?
"""

from graphviz import Digraph

ID = "D10"

HINTS = (
    "What could you ask an item of your nodes: does it have data?",
    "A set can hold the Values themselves, and tells them apart by identity.",
    "Leave out id() in trace, and use it for the names in draw_dot.",
)

SEEN = "own analysis"


def trace(root):
    nodes, edges = {id(root)}, set()
    to_visit = [root]
    while to_visit:
        result = to_visit.pop()
        for operand in result._prev:
            edges.add((id(operand), id(result)))
            if id(operand) not in nodes:
                nodes.add(id(operand))
                to_visit.append(operand)
    return nodes, edges


def draw_dot(root):
    dot = Digraph(graph_attr={"rankdir": "LR"})
    values = {id(root): root}
    to_visit = [root]
    while to_visit:
        for operand in to_visit.pop()._prev:
            if id(operand) not in values:
                values[id(operand)] = operand
                to_visit.append(operand)
    for number, value in values.items():
        name = str(number)
        dot.node(name, f"{{ data {value.data:.4f} | grad {value.grad:.4f} }}", shape="record")
        if value._op:
            dot.node(name + value._op, value._op)
            dot.edge(name + value._op, name)
        for operand in set(value._prev):
            dot.edge(str(id(operand)), name + value._op)
    return dot
