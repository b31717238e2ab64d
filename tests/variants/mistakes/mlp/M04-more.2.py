"""nin is put into the list of sizes twice, which makes one more layer at the front."""

from itertools import pairwise

from layer import Layer


class MLP:
    def __init__(self, nin, nouts):
        sizes = [nin, nin]
        sizes.extend(nouts)
        self.layers = [Layer(a, b) for a, b in pairwise(sizes)]

    def __call__(self, x):
        for layer in self.layers:
            x = layer(x)
        return x

    def parameters(self):
        return [p for layer in self.layers for p in layer.parameters()]
