"""M16-index: You ask a list for an item that it does not have.

Python stops there, and no network is made. Does your loop take a turn too many? Is nin missing in
front of the sizes? Or has nouts itself grown, as under a second name for the same list?

Print that list and the index above the line, and count the gaps between your sizes.

1. How long is that list, and which index do you ask for in the last turn?
2. Every layer is a gap between two neighbours: four sizes make three layers.
3. Put nin and nouts in a new list. For n layers, i ends at n - 1, and no list is read beyond n.
"""


def __init__(self, nin, nouts):
    sizes = [nin, *nouts]
    self.layers = [Layer(sizes[i], sizes[i + 1]) for i in range(len(sizes))]
