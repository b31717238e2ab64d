"""The sum of the weights meets one input."""

import random

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        total = 0
        for w in self.w:
            total = total + w
        return (total * x[0] + self.b).tanh()

    def parameters(self):
        return self.w + [self.b]
