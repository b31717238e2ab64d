"""A list for each layer, and every layer gets the input."""

from layer import Layer


class MLP:
    def __init__(self, nin, nouts):
        sizes = [nin] + nouts
        self.layers = [Layer(sizes[i], sizes[i + 1]) for i in range(len(nouts))]

    def __call__(self, x):
        out = None
        for layer in self.layers:
            out = layer(x)
        return out

    def parameters(self):
        return [layer.parameters() for layer in self.layers]
