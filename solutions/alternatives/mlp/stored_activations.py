"""The network keeps what every layer said last, and prints it; no later call uses it."""

from layer import Layer


class MLP:
    def __init__(self, nin, nouts):
        sizes = [nin, *nouts]
        self.layers = [Layer(sizes[i], sizes[i + 1]) for i in range(len(nouts))]

    def __call__(self, x):
        self.activations = [x]
        for layer in self.layers:
            self.activations.append(layer(self.activations[-1]))
            print(self.activations[-1])
        return self.activations[-1]

    def parameters(self):
        return [p for layer in self.layers for p in layer.parameters()]
