"""D12: Your trace returns None, and not the nodes and the edges.

A function gives None without a return, and if what stands behind it gives None: append(), insert(),
sort() and print() do. Code in quotation marks never runs. Does an inner function collect the nodes?
Then the outer one returns them.

What does print(trace(root)) show?

1. What does print(trace(root)) show?
2. A function gives back what stands behind its `return`, and None without one.
3. Return nodes and edges in the last line of trace, outside the inner function.
"""


def trace(root):
    nodes, edges = set(), set()

    def build(value):
        if value not in nodes:
            nodes.add(value)
            for operand in value._prev:
                edges.add((operand, value))
                build(operand)
        return nodes, edges

    build(root)
