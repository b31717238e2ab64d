"""Each step applies one layer and leaves the rest to the next step, in the same order as a loop."""

from layer import Layer


class MLP:
    def __init__(self, nin, nouts):
        sizes = [nin, *nouts]
        self.layers = [Layer(sizes[i], sizes[i + 1]) for i in range(len(nouts))]

    def __call__(self, x):
        return self.through(self.layers, x)

    def through(self, layers, x):
        if not layers:
            return x
        return self.through(layers[1:], layers[0](x))

    def parameters(self):
        return [p for layer in self.layers for p in layer.parameters()]
