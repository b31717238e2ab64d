"""Each layer gets the input of the network."""
from layer import Layer

class MLP:
    def __init__(self, nin: int, nouts: list):
        self.layers = []
        size = nin
        for n in nouts:
            self.layers.append(Layer(size, n))
            size = n

    def __call__(self, x):
        for i in range(len(self.layers)):
            out = self.layers[i](x)
        return out

    def parameters(self):
        params = []
        for layer in self.layers:
            params.extend(layer.parameters())
        return params
