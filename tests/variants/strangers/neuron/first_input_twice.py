"""The total starts with the first product, and the loop adds that product once more."""

import random

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        total = self.w[0] * x[0]
        for wi, xi in zip(self.w, x):
            total = total + wi * xi
        return (total + self.b).tanh()

    def parameters(self):
        return self.w + [self.b]
