"""Relu first, then tanh."""

import random

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        act = self.b
        for i, w in enumerate(self.w):
            act = act + w * x[i]
        return act.relu().tanh()

    def parameters(self):
        return [*self.w, self.b]
