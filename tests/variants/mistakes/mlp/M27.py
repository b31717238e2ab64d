"""sizes is a second name for the list that came in."""

from layer import Layer


class MLP:
    def __init__(self, nin, nouts):
        sizes = nouts
        sizes.insert(0, nin)
        self.layers = []
        for a, b in zip(sizes, sizes[1:]):
            self.layers.append(Layer(a, b))

    def __call__(self, x):
        for layer in self.layers:
            x = layer(x)
        return x

    def parameters(self):
        return [p for layer in self.layers for p in layer.parameters()]
