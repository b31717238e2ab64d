"""The bias is subtracted, and parameters() yields."""

import random

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        s = sum(wi * xi for wi, xi in zip(self.w, x)) - self.b
        return s.tanh()

    def parameters(self):
        yield from self.w
        yield self.b
