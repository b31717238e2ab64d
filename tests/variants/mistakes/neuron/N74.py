"""All parameters are read as numbers, and what comes of them is wrapped."""

import math
import random

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0)

    def __call__(self, x):
        act = 0.0
        for i, xi in enumerate(x):
            act += self.w[i].data * xi
        act += self.b.data
        out = math.tanh(act)
        return Value(out)

    def parameters(self):
        return self.w + [self.b]
