"""Every weight is squared before it meets its input."""

import random

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        z = self.b
        for i in range(len(self.w)):
            z = z + self.w[i] ** 2 * x[i]
        return z.tanh()

    def parameters(self):
        return self.w + [self.b]
