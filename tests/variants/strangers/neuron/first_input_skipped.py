"""The loop starts at index 1, so the first input has no say."""

import random

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        z = self.b
        i = 1
        while i < len(x):
            z = z + self.w[i] * x[i]
            i += 1
        return z.tanh()

    def parameters(self):
        return self.w + [self.b]
