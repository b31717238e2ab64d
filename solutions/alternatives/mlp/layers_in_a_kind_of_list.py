"""The layers stand in a list that can call them in a row and list what they learn."""

from layer import Layer


class Sequence(list):
    def __call__(self, x):
        for layer in self:
            x = layer(x)
        return x

    def parameters(self):
        return [p for layer in self for p in layer.parameters()]


class MLP:
    def __init__(self, nin, nouts):
        sizes = [nin, *nouts]
        self.layers = Sequence(Layer(sizes[i], sizes[i + 1]) for i in range(len(nouts)))

    def __call__(self, x):
        return self.layers(x)

    def parameters(self):
        return self.layers.parameters()
