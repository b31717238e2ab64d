"""A helper that runs one step calls the class by mistake."""

import layer as nn


class MLP:
    def __init__(self, nin, nouts):
        sizes = [nin, *nouts]
        self.layers = [nn.Layer(a, b) for a, b in zip(sizes, nouts)]

    def step(self, index, signal):
        return nn.Layer(signal)

    def __call__(self, x):
        for index, _ in enumerate(self.layers):
            x = self.step(index, x)
        return x

    def parameters(self):
        return [p for one in self.layers for p in one.parameters()]
