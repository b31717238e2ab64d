"""The loop over the sizes stops one layer early."""

from layer import Layer


class MLP:
    def __init__(self, nin, nouts):
        sizes = [nin] + list(nouts)
        self.layers = []
        i = 0
        while i < len(nouts) - 1:
            self.layers.append(Layer(sizes[i], sizes[i + 1]))
            i += 1

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
