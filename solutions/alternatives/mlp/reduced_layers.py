"""reduce hands the output of each layer to the next one, as a loop would."""

import functools

from layer import Layer


class MLP:
    def __init__(self, nin, nouts):
        sizes = [nin, *nouts]
        self.layers = [Layer(sizes[i], sizes[i + 1]) for i in range(len(nouts))]

    def __call__(self, x):
        return functools.reduce(lambda values, layer: layer(values), self.layers, x)

    def parameters(self):
        return [p for layer in self.layers for p in layer.parameters()]
