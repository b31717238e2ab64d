"""tanh between layers, and only the last layer listed."""

from layer import Layer


class MLP:
    def __init__(self, nin, nouts):
        sizes = [nin] + nouts
        self.layers = [Layer(sizes[i], sizes[i + 1]) for i in range(len(nouts))]

    def __call__(self, x):
        for layer in self.layers[:-1]:
            x = layer(x)
            x = [v.tanh() for v in x] if isinstance(x, list) else x.tanh()
        return self.layers[-1](x)

    def parameters(self):
        for layer in self.layers:
            ps = layer.parameters()
        return ps
