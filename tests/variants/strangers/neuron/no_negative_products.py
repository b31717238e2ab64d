"""Products below 0 are left out of the sum."""

import random as rnd

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w = [Value(rnd.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        z = self.b
        for wi, xi in zip(self.w, x):
            product = wi * xi
            if product.data > 0:
                z = z + product
        return z.tanh()

    def parameters(self):
        return self.w + [self.b]
