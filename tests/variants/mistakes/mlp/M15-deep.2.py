"""A comprehension makes a list of weights and bias for each neuron."""

import layer


class MLP:
    def __init__(self, nin, nouts):
        sizes = [nin] + nouts
        self.layers = [layer.Layer(sizes[i], sizes[i + 1]) for i in range(len(nouts))]

    def __call__(self, x):
        for one in self.layers:
            x = one(x)
        return x

    def parameters(self):
        return [[*neuron.w, neuron.b] for one in self.layers for neuron in one.neurons]
