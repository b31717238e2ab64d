"""A ReLU written by hand with an if: negative sums become 0."""

import random

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        z = sum([w * xi for w, xi in zip(self.w, x)]) + self.b
        if z.data > 0:
            return z
        return z * 0.0

    def parameters(self):
        return [w for w in self.w] + [self.b]
