"""Round brackets instead of square ones: the list of sizes is called."""

from layer import Layer


class MLP:
    def __init__(self, nin, nouts):
        sizes = [nin] + list(nouts)
        self.layers = []
        for i in range(len(nouts)):
            n_in = sizes(i)
            n_out = sizes(i + 1)
            self.layers.append(Layer(n_in, n_out))

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
