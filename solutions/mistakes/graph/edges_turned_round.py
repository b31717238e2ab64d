"""D04: Your edges run the wrong way: the result stands first, the operand second.

An edge goes from the ingredient to what was made of it, as the numbers flow in the forward pass. A
drawing made from yours shows every arrow the wrong way.

With e = a * b, which pairs does your trace give? Read each as "goes into".

1. Read one of your pairs aloud: which of the two was made first?
2. An edge goes from the ingredient to what was made of it.
3. Swap the two in each pair: the operand is the first.
"""


def trace(root):
    nodes, edges = {root}, set()
    to_visit = [root]
    while to_visit:
        result = to_visit.pop()
        for operand in result._prev:
            edges.add((result, operand))
            if operand not in nodes:
                nodes.add(operand)
                to_visit.append(operand)
    return nodes, edges
