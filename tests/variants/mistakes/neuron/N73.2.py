"""The first input is taken off."""

import random

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        first, *rest = x
        return sum([w * xi for w, xi in zip(self.w, rest)], self.b).tanh()

    def parameters(self):
        return self.w + [self.b]
