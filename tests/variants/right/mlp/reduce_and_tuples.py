"""reduce hands the signal on, and the layers and the parameters are tuples."""

from functools import reduce
from itertools import chain, pairwise

import layer


class MLP:
    def __init__(self, nin, nouts):
        self.layers = tuple(layer.Layer(a, b) for a, b in pairwise([nin, *nouts]))

    def __call__(self, x):
        return reduce(lambda signal, one: one(signal), self.layers, x)

    def parameters(self):
        return tuple(chain(*(one.parameters() for one in self.layers)))
