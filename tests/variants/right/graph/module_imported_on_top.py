"""All of graphviz is imported; an option chooses the decimals."""
import graphviz


def trace(root, /):
    reached = dict.fromkeys([root])
    level = [root]
    while level:
        level = [p for v in level for p in v._prev if p not in reached and not reached.update({p: None})]
    return set(reached), {(p, v) for v in reached for p in set(v._prev)}


def draw_dot(root, *, decimals=5):
    nodes, edges = trace(root)
    dot = graphviz.Digraph(strict=True)
    dot.body.append("\trankdir = LR\n")
    for n in nodes:
        dot.node(repr(id(n)), label="value: {:.{}f}, gradient: {:.{}f}".format(n.data, decimals, n.grad, decimals))
        if n._op:
            dot.node("%d op" % id(n), label="\\" + n._op if n._op == "*" else n._op)
            dot.edge("%d op" % id(n), repr(id(n)))
    for n1, n2 in edges:
        dot.edge(repr(id(n1)), "%d op" % id(n2))
    return dot
