"""The outputs of all layers are returned in a list, not only that of the last one."""

from layer import Layer


class MLP:
    def __init__(self, nin, nouts):
        sizes = [nin] + nouts
        self.layers = [Layer(sizes[i], sizes[i + 1]) for i in range(len(nouts))]

    def __call__(self, x):
        outs = []
        for layer in self.layers:
            x = layer(x)
            outs.append(x)
        return outs

    def parameters(self):
        return [p for layer in self.layers for p in layer.parameters()]
