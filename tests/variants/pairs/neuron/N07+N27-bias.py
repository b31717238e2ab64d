"""The bias is added twice, and left out of the parameters."""

import random

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        s = self.b
        for wi, xi in zip(self.w, x):
            s += wi * xi
        return (s + self.b).tanh()

    def parameters(self):
        return list(self.w)
