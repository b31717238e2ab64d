"""The sum is collected as a plain number."""

import random

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        total = 0.0
        for wi, xi in zip(self.w, x):
            total += (wi * xi).data
        return (self.b + total).tanh()

    def parameters(self):
        return self.w + [self.b]
