"""All weights come first and all biases after them: every Value once, and the order is free."""

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
        neurons = [neuron for layer in self.layers for neuron in layer.neurons]
        return [w for neuron in neurons for w in neuron.w] + [neuron.b for neuron in neurons]
