"""No bias in the sum, and relu."""

import random

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        total = 0
        for i in range(len(x)):
            total = total + self.w[i] * x[i]
        return total.relu()

    def parameters(self):
        return self.w + [self.b]
