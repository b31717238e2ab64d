"""A scaled tanh, as in an old paper."""

import random

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        z = sum((wi * xi for wi, xi in zip(self.w, x)), self.b)
        return 1.7159 * (z * (2 / 3)).tanh()

    def parameters(self):
        return self.w + [self.b]
