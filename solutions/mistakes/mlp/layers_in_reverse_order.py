"""M08: Your layers are stored in reverse order, so the input meets the last one first.

The input belongs to the layer that was made for nin values. In reverse, the sizes fit only by
chance, and most networks stop with an error.

Print len(layer.neurons) for each layer of an MLP(3, [4, 4, 1]): 4, 4, 1 is right.

1. Which layer stands first in model.layers?
2. The layers stand in the order in which x goes through them; each new one joins at the end.
3. Use the list method that adds at the end, and not the one that takes a position.
"""


def __init__(self, nin, nouts):
    sizes = [nin, *nouts]
    self.layers = []
    for i in range(len(nouts)):
        self.layers.insert(0, Layer(sizes[i], sizes[i + 1]))
