"""The call starts with the last layer."""
from layer import Layer

class MLP:
    def __init__(self, nin, nouts):
        sizes = [nin] + nouts
        self.layers = [Layer(sizes[i], sizes[i + 1]) for i in range(len(nouts))]

    def __call__(self, x):
        i = len(self.layers) - 1
        while i >= 0:
            x = self.layers[i](x)
            i -= 1
        return x

    def parameters(self):
        return [p for layer in self.layers for p in layer.parameters()]
