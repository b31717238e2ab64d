"""A number and a list are added."""
from layer import Layer

class MLP:
    def __init__(self, nin, nouts):
        dims = nin + nouts
        self.layers = []
        for a, b in zip(dims, dims[1:]):
            self.layers.append(Layer(a, b))

    def __call__(self, x):
        for l in self.layers:
            x = l(x)
        return x

    def parameters(self):
        return [p for layer in self.layers for p in layer.parameters()]
