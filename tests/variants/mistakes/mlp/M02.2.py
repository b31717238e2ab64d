"""A while loop returns in its first turn."""

import layer as nn


class MLP:
    def __init__(self, nin, nouts):
        sizes = [nin, *nouts]
        self.layers = [nn.Layer(a, b) for a, b in zip(sizes[:-1], sizes[1:])]

    def __call__(self, x):
        i = 0
        while i < len(self.layers):
            x = self.layers[i](x)
            i += 1
            return x

    def parameters(self):
        return sum([one.parameters() for one in self.layers], [])
