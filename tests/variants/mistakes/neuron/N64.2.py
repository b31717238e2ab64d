"""Positions by index()."""

import random

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        s = 0
        for value in x:
            where = x.index(value)
            s += self.w[where] * value
        s += self.b
        return s.tanh()

    def parameters(self):
        return self.w + [self.b]
