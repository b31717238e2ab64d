"""M16-index: You go one step too far through your list of sizes.

With nin in front, the list has one number more than there are layers. In the last turn there is no
neighbour to the right, so Python stops with an IndexError, and no network is made.

Print the list of sizes for MLP(3, [4, 4, 1]), and count the gaps between its numbers.

1. How many gaps are there between four numbers in a row?
2. Every layer is a gap between two neighbours: four sizes make three layers.
3. Count up to the length of nouts, which is one less than the length of your list.
"""


def __init__(self, nin, nouts):
    sizes = [nin, *nouts]
    self.layers = [Layer(sizes[i], sizes[i + 1]) for i in range(len(sizes))]
