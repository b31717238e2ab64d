"""The return is in the loop of the call."""
from layer import Layer

class MLP:
    def __init__(self, nin, nouts):
        dims = [nin] + list(nouts)
        self.layers = []
        for i in range(len(nouts)):
            self.layers.append(Layer(dims[i], dims[i + 1]))

    def __call__(self, x):
        out = x
        for layer in self.layers:
            out = layer(out)
            return out

    def parameters(self):
        return [p for layer in self.layers for p in layer.parameters()]
