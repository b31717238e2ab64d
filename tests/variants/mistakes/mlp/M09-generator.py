"""The layers come from a helper that yields them, and they are gone after one walk."""

from layer import Layer


class MLP:
    def __init__(self, nin, nouts):
        self.layers = self.build(nin, nouts)

    def build(self, nin, nouts):
        width = nin
        for nout in nouts:
            yield Layer(width, nout)
            width = nout

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
