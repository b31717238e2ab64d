"""Each layer is made for nin inputs."""
from layer import Layer

class MLP:
    def __init__(self, nin, nouts):
        self.layers = []
        for n in nouts:
            self.layers.append(Layer(nin, n))

    def __call__(self, x):
        for layer in self.layers:
            x = layer(x)
        return x

    def parameters(self):
        return [p for layer in self.layers for p in layer.parameters()]
