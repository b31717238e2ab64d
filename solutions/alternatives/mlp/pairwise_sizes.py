"""itertools.pairwise names the neighbours in the list of sizes, one pair for each layer."""

import itertools

from layer import Layer


class MLP:
    def __init__(self, nin, nouts):
        self.layers = [Layer(n, m) for n, m in itertools.pairwise([nin, *nouts])]

    def __call__(self, x):
        for layer in self.layers:
            x = layer(x)
        return x

    def parameters(self):
        return [p for layer in self.layers for p in layer.parameters()]
