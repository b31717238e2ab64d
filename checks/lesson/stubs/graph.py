"""The computation graph of a `Value`: collect it, and draw it."""


def trace(root):
    """Collect the computation graph that ends in root.

    The graph has a node for every `Value`, and an arrow for every use of one. An arrow goes from
    the operand of an operation to its result. A `Value` knows its operands: they are in
    `_prev`. A number that you put in by hand has none, and is a leaf.

    Args:
        root: the `Value` to start from: the output of a neuron, for instance.

    Returns:
        (nodes, edges), two sets:

        nodes   root itself, and every `Value` that it was made from, down to the leaves.
        edges   a pair (operand, result) for every operand of every result.

    Worked by hand: with e = a * b and d = e + c, trace(d) gives the nodes {a, b, c, e, d} and
    the edges {(a, e), (b, e), (e, d), (c, d)}.

    You may use one `Value` in many places. It is one node with many arrows, and many ways lead
    to it. After z = z + z, forty times over, there are 41 nodes, and a million million ways
    from the last to the first. Your trace leaves the graph as it is.
    """
    # TODO: start at root and go on to the operands in _prev, down to the leaves; collect the nodes
    # and the edges on the way.
    raise NotImplementedError


def draw_dot(root):
    """Draw the computation graph that ends in root, from left to right.

    A `Digraph` of the package graphviz is a drawing in words. This one has two boxes and an
    arrow between them:

        from graphviz import Digraph

        dot = Digraph(graph_attr={"rankdir": "LR"})     # LR: from left to right
        dot.node("1", "{ one | box }", shape="record")  # a name, and the text that people see
        dot.node("2", "another")
        dot.edge("1", "2")                              # an arrow, from name to name

    The checks read what node() and edge() draw. Two nodes may show the same text, but never have
    the same name: under one name they are one. `str(id(value))` is a name that no other has.

    Args:
        root: the `Value` whose graph you draw. Call root.backward() first if you want to see
            gradients: a drawing shows what is there at that moment.

    Returns:
        A `Digraph`, from left to right, with

        - a node for every `Value` that shows data and grad, to two decimals or three digits;
        - a small node for every operation that shows what it is: `_op` of its result. Arrows
          lead to it from every operand, and from it to its result.

    Worked by hand: the drawing of d = a * b + c shows a, b → * → a * b → + → d, and c → +.

    To look at it, put draw_dot(root) last in a cell of a notebook, or write a picture:
    draw_dot(root).render("graph", format="svg"). Both ask for Graphviz's own program, `dot`,
    which is not part of the package. print(draw_dot(root).source) works without it.
    """
    # TODO: trace the graph; make a node for each Value and for each operation, and the arrows
    # between them; return the Digraph.
    raise NotImplementedError
