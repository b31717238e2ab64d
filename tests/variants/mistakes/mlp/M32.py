"""A memo of answers."""

from layer import Layer


class MLP:
    def __init__(self, nin, nouts):
        sizes = [nin] + list(nouts)
        self.layers = [Layer(sizes[i], sizes[i + 1]) for i in range(len(nouts))]
        self.memo = {}

    def __call__(self, x):
        if tuple(x) in self.memo:
            return self.memo[tuple(x)]
        out = x
        for layer in self.layers:
            out = layer(out)
        self.memo[tuple(x)] = out
        return out

    def parameters(self):
        params = []
        for layer in self.layers:
            params += layer.parameters()
        return params
