"""M27: You put nin into the list that you were given, and that list belongs to the caller.

Your network has the right layers. But Python hands over the list itself, and not a copy. A second
network from the same list gets one layer too many.

Make a list of widths, make a network from it, and print the list.

1. What is in the list of widths after your __init__?
2. insert and append change the list itself, and all its names see that.
3. Make a list of your own: nin first, then all that is in nouts.
"""


def __init__(self, nin, nouts):
    nouts.insert(0, nin)
    self.layers = [Layer(nouts[i], nouts[i + 1]) for i in range(len(nouts) - 1)]
