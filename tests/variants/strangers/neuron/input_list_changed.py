"""A 1.0 for the bias is appended to the caller's own list, which grows with every call."""

import random

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        x.append(1.0)
        return sum(p * xi for p, xi in zip(self.w + [self.b], x)).tanh()

    def parameters(self):
        return self.w + [self.b]
