"""The last layer is missing."""
from layer import Layer

class MLP:
    def __init__(self, nin, nouts):
        sizes = [nin] + nouts
        self.layers = []
        i = 0
        while i < len(sizes) - 2:
            self.layers.append(Layer(sizes[i], sizes[i + 1]))
            i += 1

    def __call__(self, x):
        for layer in self.layers:
            x = layer(x)
        return x

    def parameters(self):
        return [p for layer in self.layers for p in layer.parameters()]
