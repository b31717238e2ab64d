"""The list w of each neuron is joined to the result, and b is not."""

from layer import Layer


class MLP:
    def __init__(self, nin, nouts):
        sizes = [nin, *nouts]
        self.layers = [Layer(sizes[i], sizes[i + 1]) for i in range(len(nouts))]

    def __call__(self, x):
        for layer in self.layers:
            x = layer(x)
        return x

    def parameters(self):
        neurons = [n for layer in self.layers for n in layer.neurons]
        return sum([list(n.w) for n in neurons], [])
