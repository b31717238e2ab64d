"""Each width is popped from the front."""

from layer import Layer


class MLP:
    def __init__(self, nin, nouts):
        self.layers = []
        before = nin
        while len(nouts) > 0:
            self.layers.append(Layer(before, nouts[0]))
            before = nouts.pop(0)

    def __call__(self, x):
        for layer in self.layers:
            x = layer(x)
        return x

    def parameters(self):
        return [p for layer in self.layers for p in layer.parameters()]
