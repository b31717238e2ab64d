"""tanh is written by hand as e^z - e^-z, and the division is missing."""

import random

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def tanh(self, z):
        positive = z.exp()
        negative = (-z).exp()
        return positive - negative

    def __call__(self, x):
        z = self.b
        for w, xi in zip(self.w, x):
            z = z + w * xi
        return self.tanh(z)

    def parameters(self):
        return self.w + [self.b]
