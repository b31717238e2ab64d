"""The bias after tanh, and parameters() without weights."""

import random

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        s = 0.0
        for i, w in enumerate(self.w):
            s = s + w * x[i]
        return s.tanh() + self.b

    def parameters(self):
        return [self.b]
