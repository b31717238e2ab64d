"""The call makes each layer on the spot."""

from layer import Layer


class MLP:
    def __init__(self, nin, nouts):
        self.nin, self.nouts = nin, list(nouts)
        sizes = [nin] + nouts
        self.layers = [Layer(sizes[i], sizes[i + 1]) for i in range(len(nouts))]

    def __call__(self, x):
        before = self.nin
        for n in self.nouts:
            x = Layer(before, n)(x)
            before = n
        return x

    def parameters(self):
        return [p for layer in self.layers for p in layer.parameters()]
