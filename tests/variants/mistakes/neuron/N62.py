"""The output is computed if there is none yet."""

import random

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)
        self.out = None

    def __call__(self, x):
        if self.out is None:
            self.out = sum((w * v for w, v in zip(self.w, x)), self.b).tanh()
        return self.out

    def parameters(self):
        return self.w + [self.b]
