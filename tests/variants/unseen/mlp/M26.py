"""The output is stored and not returned."""
from layer import Layer

class MLP:
    def __init__(self, nin, nouts):
        sizes = [nin] + nouts
        self.layers = [Layer(sizes[i], sizes[i + 1]) for i in range(len(nouts))]
        self.output = None

    def __call__(self, x):
        self.output = x
        for l in self.layers:
            self.output = l(self.output)

    def parameters(self):
        return [p for layer in self.layers for p in layer.parameters()]
