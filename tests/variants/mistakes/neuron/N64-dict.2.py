"""Filled item by item."""

import random

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        d = {}
        for i in range(len(x)):
            d[x[i]] = self.w[i]
        return (sum(w * xi for xi, w in d.items()) + self.b).tanh()

    def parameters(self):
        return self.w + [self.b]
