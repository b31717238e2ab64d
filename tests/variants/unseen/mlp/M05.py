"""The two sizes are the wrong way round."""
from layer import Layer

class MLP:
    def __init__(self, nin, nouts):
        self.layers = []
        before = nin
        for width in nouts:
            self.layers.append(Layer(width, before))
            before = width

    def __call__(self, x):
        for layer in self.layers:
            x = layer(x)
        return x

    def parameters(self):
        return [p for layer in self.layers for p in layer.parameters()]
