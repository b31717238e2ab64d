"""D01: Your trace goes every way through the graph, and there can be a million million of them.

You can use a Value in several places, so more than one way leads to it. If you walk on from it each
time, you walk all that lies below it each time. With z = z + z the number doubles at every step.

Try your trace on z = z + z, twenty times over. How often does it come to the first z?

1. Try your trace on z = z + z, twenty times over.
2. A Value can be used in several places, so there is more than one road to it.
3. Remember which Values you have seen: walk on from one only when it is new.
Seen: karpathy/micrograd PR #23, #64, #67, #68, #91, #96; tinygrad PR #165; PyNorch #90
"""


def trace(root):
    nodes, edges = set(), set()

    def build(value):
        nodes.add(value)
        for operand in value._prev:
            edges.add((operand, value))
            build(operand)

    build(root)
    return nodes, edges
