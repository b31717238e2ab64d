"""The squash is (e^z + e^-z) / 2, which is cosh."""

import random

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        z = sum((wi * xi for wi, xi in zip(self.w, x)), self.b)
        return (z.exp() + (-z).exp()) / 2

    def parameters(self):
        return self.w + [self.b]
