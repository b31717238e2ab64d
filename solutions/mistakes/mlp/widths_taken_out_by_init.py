"""M27-emptied: You take the widths out of the list that you were given, and leave it empty.

Your network has the right layers. But Python hands over the list itself, and not a copy. A second
network from the same list gets no layers.

Make a list of widths, make a network from it, and print the list.

1. What is in the list of widths after your __init__?
2. pop changes the list itself, and all its names see that. A for loop only reads.
3. Go over nouts with a for, and leave in it what is there.
"""


def __init__(self, nin, nouts):
    self.layers = []
    while nouts:
        nout = nouts.pop(0)
        self.layers.append(Layer(nin, nout))
        nin = nout
