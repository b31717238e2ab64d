"""The method that computes the output is called forward, so the neuron cannot be called."""

import random

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def forward(self, x):
        z = self.b
        for w, xi in zip(self.w, x):
            z = z + xi * w
        return z.tanh()

    def parameters(self):
        return self.w + [self.b]
