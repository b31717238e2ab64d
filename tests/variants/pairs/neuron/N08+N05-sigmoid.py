"""The bias once for each input, and the sigmoid."""

import random

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        z = 0
        for wi, xi in zip(self.w, x):
            z += wi * xi + self.b
        return 1 / (1 + (-z).exp())

    def parameters(self):
        return self.w + [self.b]
