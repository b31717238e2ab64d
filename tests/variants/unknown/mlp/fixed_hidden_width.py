"""Hidden layers always have 4 neurons."""

from layer import Layer


class MLP:
    def __init__(self, nin, nouts):
        self.layers = [Layer(nin, 4), Layer(4, nouts[-1])]

    def __call__(self, x):
        for layer in self.layers:
            x = layer(x)
        return x

    def parameters(self):
        return [p for layer in self.layers for p in layer.parameters()]
