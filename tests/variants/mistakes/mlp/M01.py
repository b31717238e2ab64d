"""Every layer is given x, and nobody reads what the one before said."""

from layer import Layer


class MLP:
    def __init__(self, nin, nouts):
        self.layers = []
        n_inputs = nin
        for nout in nouts:
            self.layers.append(Layer(n_inputs, nout))
            n_inputs = nout

    def __call__(self, x):
        out = None
        for i in range(len(self.layers)):
            out = self.layers[i](x)
        return out

    def parameters(self):
        params = []
        for layer in self.layers:
            params.extend(layer.parameters())
        return params
