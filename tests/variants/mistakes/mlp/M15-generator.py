"""parameters() yields from each layer and is a generator."""

from layer import Layer


class MLP:
    def __init__(self, nin, nouts):
        self.layers = []
        width = nin
        for nout in nouts:
            self.layers.append(Layer(width, nout))
            width = nout

    def __call__(self, x):
        out = x
        for layer in self.layers:
            out = layer(out)
        return out

    def parameters(self):
        for layer in self.layers:
            yield from layer.parameters()
