"""Answers are found by the text of x."""

from layer import Layer


class MLP:
    def __init__(self, nin, nouts):
        sizes = [nin] + list(nouts)
        self.layers = [Layer(sizes[i], sizes[i + 1]) for i in range(len(nouts))]
        self.seen = {}

    def __call__(self, x):
        if str(x) not in self.seen:
            out = x
            for layer in self.layers:
                out = layer(out)
            self.seen[str(x)] = out
        return self.seen[str(x)]

    def parameters(self):
        params = []
        for layer in self.layers:
            params += layer.parameters()
        return params
