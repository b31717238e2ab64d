"""The layers are kept in reverse order."""
from layer import Layer

class MLP:
    def __init__(self, nin, nouts):
        sizes = [nin] + nouts
        self.layers = []
        for i in range(len(nouts)):
            self.layers.insert(0, Layer(sizes[i], sizes[i + 1]))

    def __call__(self, x):
        out = x
        for l in self.layers:
            out = l(out)
        return out

    def parameters(self):
        return [p for layer in self.layers for p in layer.parameters()]
