"""Weights and bias are floats, math.tanh does the squash, and only the answer becomes a Value."""

import math
import random

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w = [random.uniform(-1, 1) for _ in range(nin)]
        self.b = 0.0

    def __call__(self, x):
        z = self.b
        for i, xi in enumerate(x):
            number = xi.data if isinstance(xi, Value) else xi
            z += self.w[i] * number
        return Value(math.tanh(z))

    def parameters(self):
        return self.w + [self.b]
