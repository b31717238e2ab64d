"""The network always answers with a list, so that callers can loop over it."""

from engine import Value
from layer import Layer


class MLP:
    def __init__(self, nin, nouts):
        sizes = [nin, *nouts]
        self.layers = [Layer(sizes[i], sizes[i + 1]) for i in range(len(nouts))]

    def __call__(self, x):
        for layer in self.layers:
            x = layer(x)
        return [x] if isinstance(x, Value) else x

    def parameters(self):
        return [p for layer in self.layers for p in layer.parameters()]
