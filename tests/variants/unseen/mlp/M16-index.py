"""One step too far in the list of sizes."""
from layer import Layer

class MLP:
    def __init__(self, nin, nouts):
        sizes = [nin] + nouts
        self.layers = []
        for i in range(len(sizes)):
            self.layers.append(Layer(sizes[i], sizes[i + 1]))

    def __call__(self, x):
        for l in self.layers:
            x = l(x)
        return x

    def parameters(self):
        return [p for layer in self.layers for p in layer.parameters()]
