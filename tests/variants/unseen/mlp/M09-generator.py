"""The layers are a generator."""
from layer import Layer

class MLP:
    def __init__(self, nin, nouts):
        sizes = [nin] + nouts
        self.layers = self.build(sizes)

    def build(self, sizes):
        for i in range(len(sizes) - 1):
            yield Layer(sizes[i], sizes[i + 1])

    def __call__(self, x):
        for l in self.layers:
            x = l(x)
        return x

    def parameters(self):
        return [p for layer in self.layers for p in layer.parameters()]
