"""tanh between the layers."""
from layer import Layer

class MLP:
    def __init__(self, nin, nouts):
        sizes = [nin] + nouts
        self.layers = [Layer(sizes[i], sizes[i + 1]) for i in range(len(nouts))]

    def __call__(self, x):
        last = len(self.layers) - 1
        for i, l in enumerate(self.layers):
            x = l(x)
            if i != last:
                x = [v.tanh() for v in x] if isinstance(x, list) else x.tanh()
        return x

    def parameters(self):
        return [p for layer in self.layers for p in layer.parameters()]
