"""An output layer is added that nouts has already."""

from layer import Layer


class MLP:
    def __init__(self, nin, nouts):
        self.layers = []
        width = nin
        for nout in nouts:
            self.layers.append(Layer(width, nout))
            width = nout
        self.layers.append(Layer(width, nouts[-1]))

    def __call__(self, x):
        out = x
        for layer in self.layers:
            out = layer(out)
        return out

    def parameters(self):
        params = []
        for layer in self.layers:
            params.extend(layer.parameters())
        return params
