"""tanh is applied between the layers, to what the neurons have squashed already."""

from layer import Layer


class MLP:
    def __init__(self, nin, nouts):
        sizes = [nin, *nouts]
        self.layers = [Layer(a, b) for a, b in zip(sizes, nouts)]

    def __call__(self, x):
        out = self.layers[0](x)
        for layer in self.layers[1:]:
            hidden = [v.tanh() for v in out]
            out = layer(hidden)
        return out

    def parameters(self):
        return [p for layer in self.layers for p in layer.parameters()]
