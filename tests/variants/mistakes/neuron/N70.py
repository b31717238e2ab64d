"""The fraction has no brackets."""

import random

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        z = self.b
        for w, xi in zip(self.w, x):
            z = z + w * xi
        return (z * 2).exp() - 1 / (z * 2).exp() + 1

    def parameters(self):
        return self.w + [self.b]
