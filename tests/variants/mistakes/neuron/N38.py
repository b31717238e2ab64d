"""The pre-activation is squared before tanh."""

import random

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        z = self.b
        for i, xi in enumerate(x):
            z = z + self.w[i] * xi
        z = z**2
        return z.tanh()

    def parameters(self):
        return self.w + [self.b]
