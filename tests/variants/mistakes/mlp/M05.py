"""Each layer is made with its outputs and inputs in the wrong order."""

from layer import Layer


class MLP:
    def __init__(self, nin, nouts):
        self.layers = []
        n_in = nin
        for n_out in nouts:
            self.layers.append(Layer(n_out, n_in))
            n_in = n_out

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
