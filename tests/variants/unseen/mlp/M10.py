"""The numbers of the outputs are passed on."""
from layer import Layer

class MLP:
    def __init__(self, nin, nouts):
        sizes = [nin] + nouts
        self.layers = [Layer(sizes[i], sizes[i + 1]) for i in range(len(nouts))]

    def __call__(self, x):
        for l in self.layers[:-1]:
            x = l(x)
            x = [v.data for v in x] if isinstance(x, list) else x.data
        return self.layers[-1](x)

    def parameters(self):
        return [p for layer in self.layers for p in layer.parameters()]
