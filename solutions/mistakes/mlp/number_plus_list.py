"""M16-plus: You add the number nin to the list nouts, and these do not add up.

With a list, + joins two lists. nin is a number, so Python stops with a TypeError and makes no
network.

Try 3 + [4, 4, 1], and then [3] + [4, 4, 1], at the prompt.

1. What are the types of the two things that you add?
2. A list can be joined with a list only, so the number needs a list of its own.
3. Put square brackets around nin, so that a list of one item joins nouts.
"""


def __init__(self, nin, nouts):
    sizes = nin + nouts
    self.layers = [Layer(sizes[i], sizes[i + 1]) for i in range(len(nouts))]
