"""The bias multiplies the sum instead of being added to it."""

import random

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        weighted = sum(wi * xi for wi, xi in zip(self.w, x))
        return (weighted * self.b).tanh()

    def parameters(self):
        return self.w + [self.b]
