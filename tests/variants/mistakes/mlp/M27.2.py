"""nin is put in front by a slice that changes the list."""

from layer import Layer


class MLP:
    def __init__(self, nin, nouts):
        nouts[:0] = [nin]
        self.layers = [Layer(nouts[i], nouts[i + 1]) for i in range(len(nouts) - 1)]

    def __call__(self, x):
        for layer in self.layers:
            x = layer(x)
        return x

    def parameters(self):
        return [p for layer in self.layers for p in layer.parameters()]
