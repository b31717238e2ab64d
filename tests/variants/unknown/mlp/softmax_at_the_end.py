"""A softmax after the last layer."""

from layer import Layer


class MLP:
    def __init__(self, nin, nouts):
        sizes = [nin] + nouts
        self.layers = [Layer(sizes[i], sizes[i + 1]) for i in range(len(nouts))]

    def __call__(self, x):
        for layer in self.layers:
            x = layer(x)
        if not isinstance(x, list):
            return x
        exps = [v.exp() for v in x]
        return [e / sum(exps) for e in exps]

    def parameters(self):
        return [p for layer in self.layers for p in layer.parameters()]
