"""The return stands inside the loop, so the first layer is the only one listed."""

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
        params = []
        for layer in self.layers:
            params += layer.parameters()
            return params
