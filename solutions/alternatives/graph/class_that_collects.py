"""An object collects; the two functions ask it. It says on the screen how much it has found."""

from graphviz import Digraph


class Walk:
    def __init__(self, root):
        self.nodes, self.edges, self.count = {}, {}, 0
        self.visit(root)

    def visit(self, value):
        if id(value) in self.nodes:
            return
        self.count += 1
        self.nodes[id(value)] = value
        for operand in value._prev:
            self.visit(operand)
            self.edges[id(operand), id(value)] = (operand, value)


def trace(root):
    walk = Walk(root)
    print(f"{walk.count} nodes and {len(walk.edges)} edges")
    return list(walk.nodes.values()), list(walk.edges.values())


def draw_dot(root):
    walk = Walk(root)
    dot = Digraph(graph_attr={"rankdir": "LR"})
    numbers = {key: str(n) for n, key in enumerate(walk.nodes, 1)}
    for key, value in walk.nodes.items():
        label = f"#{numbers[key]} data {value.data:.4f} grad {value.grad:.4f}"
        dot.node(numbers[key], label, shape="box", tooltip=repr(value))
        if value._op:
            dot.node(numbers[key] + ".op", value._op)
            dot.edge(numbers[key] + ".op", numbers[key])
    for one, other in walk.edges:
        dot.edge(numbers[one], numbers[other] + ".op")
    return dot
