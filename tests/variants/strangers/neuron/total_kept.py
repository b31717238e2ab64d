"""The total is kept on self and never set back, so each call adds to the one before."""

import random

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)
        self.total = Value(0.0)

    def __call__(self, x):
        for wi, xi in zip(self.w, x):
            self.total = self.total + wi * xi
        return (self.total + self.b).tanh()

    def parameters(self):
        return self.w + [self.b]
