"""A name and further methods come on top, and the keyword has a default."""

from layer import Layer


class MLP:
    def __init__(self, nin, nouts, *, name="network"):
        self.name = name
        self.sizes = [nin, *nouts]
        self.layers = [Layer(n, m) for n, m in zip(self.sizes, nouts)]

    def __call__(self, x, *, verbose=False):
        for i, layer in enumerate(self.layers):
            x = layer(x)
            if verbose:
                print(self.name, i, x)
        return x

    def count(self):
        return len(self.parameters())

    def parameters(self):
        return [p for layer in self.layers for p in layer.parameters()]
