"""The first layer is not called."""
from layer import Layer

class MLP:
    def __init__(self, nin, nouts):
        sizes = [nin] + nouts
        self.layers = [Layer(sizes[i], sizes[i + 1]) for i in range(len(nouts))]

    def __call__(self, x):
        for i in range(1, len(self.layers)):
            x = self.layers[i](x)
        return x

    def parameters(self):
        return [p for layer in self.layers for p in layer.parameters()]
