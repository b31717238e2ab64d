"""enumerate over all sizes reads a neighbour that the last one does not have."""

import layer as nn


class MLP:
    def __init__(self, nin, nouts):
        sizes = [nin, *nouts]
        self.layers = [nn.Layer(size, sizes[i + 1]) for i, size in enumerate(sizes)]

    def __call__(self, x):
        for one in self.layers:
            x = one(x)
        return x

    def parameters(self):
        return sum([one.parameters() for one in self.layers], [])
