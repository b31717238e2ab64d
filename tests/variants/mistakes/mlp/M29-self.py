"""A helper that makes the layers is called by the call, too."""

from layer import Layer


class MLP:
    def __init__(self, nin, nouts):
        self.sizes = [nin] + nouts
        self.build()

    def build(self):
        self.layers = []
        for a, b in zip(self.sizes[:-1], self.sizes[1:]):
            self.layers.append(Layer(a, b))

    def __call__(self, x):
        self.build()
        for layer in self.layers:
            x = layer(x)
        return x

    def parameters(self):
        return [p for layer in self.layers for p in layer.parameters()]
