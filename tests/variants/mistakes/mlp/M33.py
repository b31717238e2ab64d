"""x goes through layer 0, then through all."""

from layer import Layer


class MLP:
    def __init__(self, nin, nouts):
        sizes = [nin] + list(nouts)
        self.layers = [Layer(sizes[i], sizes[i + 1]) for i in range(len(nouts))]

    def __call__(self, x):
        x = self.layers[0](x)
        for i in range(len(self.layers)):
            x = self.layers[i](x)
        return x

    def parameters(self):
        params = []
        for layer in self.layers:
            params += layer.parameters()
        return params
