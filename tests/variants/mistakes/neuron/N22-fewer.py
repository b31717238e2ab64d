"""range(1, nin) makes one weight too few."""

import random

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(1, nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        z = self.b
        for i in range(len(self.w)):
            z = z + x[i] * self.w[i]
        return z.tanh()

    def parameters(self):
        return self.w + [self.b]
