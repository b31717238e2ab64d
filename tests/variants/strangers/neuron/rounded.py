"""The output is moved to two digits by adding a constant, so only its value is slightly off."""

import random

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        out = sum((wi * xi for wi, xi in zip(self.w, x)), self.b).tanh()
        return out + (round(out.data, 2) - out.data)

    def parameters(self):
        return self.w + [self.b]
