"""All weights of the network come first, then all biases, in a list made once."""

import layer as nn


class MLP:
    def __init__(self, nin, nouts):
        sizes = [nin] + list(nouts)
        self.layers = list(map(nn.Layer, sizes[:-1], sizes[1:]))
        neurons = [n for one in self.layers for n in one.neurons]
        self._parameters = []
        for n in neurons:
            self._parameters.extend(n.w)
        for n in neurons:
            self._parameters.append(n.b)

    def __call__(self, x):
        for one in self.layers:
            x = one(x)
        return x

    def parameters(self):
        return self._parameters
