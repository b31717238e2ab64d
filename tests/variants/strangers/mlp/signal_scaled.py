"""The outputs of a hidden layer are divided by their number before the next layer reads them."""

from layer import Layer


class MLP:
    def __init__(self, nin, nouts):
        sizes = [nin] + nouts
        self.layers = [Layer(sizes[i], sizes[i + 1]) for i in range(len(nouts))]

    def __call__(self, x):
        for layer in self.layers[:-1]:
            out = layer(x)
            x = [v / len(out) for v in out]
        return self.layers[-1](x)

    def parameters(self):
        return [p for layer in self.layers for p in layer.parameters()]
