"""An extra output layer with one neuron."""
from layer import Layer

class MLP:
    def __init__(self, nin, nouts):
        sizes = [nin] + nouts
        self.layers = []
        for a, b in zip(sizes[:-1], sizes[1:]):
            self.layers.append(Layer(a, b))
        # output layer
        self.layers.append(Layer(sizes[-1], 1))

    def __call__(self, x):
        for layer in self.layers:
            x = layer(x)
        return x

    def parameters(self):
        return [p for layer in self.layers for p in layer.parameters()]
