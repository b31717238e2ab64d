"""random.random is given limits, which only random.uniform takes."""

import random

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w = []
        for _ in range(nin):
            start = random.random(-1, 1)
            self.w.append(Value(start))
        self.b = Value(0.0)

    def __call__(self, x):
        z = self.b
        for i in range(len(self.w)):
            z = z + self.w[i] * x[i]
        return z.tanh()

    def parameters(self):
        return self.w + [self.b]
