"""self.act is 0 once, in __init__."""

import random

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)
        self.act = 0.0

    def __call__(self, x):
        for w, xi in zip(self.w, x):
            self.act += w * xi
        return (self.act + self.b).tanh()

    def parameters(self):
        return self.w + [self.b]
