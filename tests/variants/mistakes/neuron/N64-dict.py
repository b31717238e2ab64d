"""A dict from input to weight."""

import random

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        weight_of = {xi: w for xi, w in zip(x, self.w)}
        z = self.b
        for xi in weight_of:
            z = z + weight_of[xi] * xi
        return z.tanh()

    def parameters(self):
        return self.w + [self.b]
