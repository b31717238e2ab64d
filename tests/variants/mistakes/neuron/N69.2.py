"""A sum in a Value that belongs to the neuron."""

import random

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)
        self.s = Value(0)

    def __call__(self, x):
        for i in range(len(x)):
            self.s = self.s + self.w[i] * x[i]
        z = self.s + self.b
        return z.tanh()

    def parameters(self):
        return self.w + [self.b]
