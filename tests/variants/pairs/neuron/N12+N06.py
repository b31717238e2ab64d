"""One weight Value listed nin times, and no bias in the sum."""

import random

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1))] * nin
        self.b = Value(0.0)

    def __call__(self, x):
        s = 0
        for wi, xi in zip(self.w, x):
            s = s + wi * xi
        return s.tanh()

    def parameters(self):
        return self.w + [self.b]
