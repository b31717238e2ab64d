"""A single output is put into a list."""
from layer import Layer

class MLP:
    def __init__(self, nin, nouts):
        sizes = [nin] + nouts
        self.layers = [Layer(sizes[i], sizes[i + 1]) for i in range(len(nouts))]

    def __call__(self, x):
        for l in self.layers:
            x = l(x)
        if not isinstance(x, list):
            x = [x]
        return x

    def parameters(self):
        return [p for layer in self.layers for p in layer.parameters()]
