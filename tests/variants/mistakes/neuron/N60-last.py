"""The bias is the weight that the loop made last."""

import random

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w = []
        for _ in range(nin):
            value = Value(random.uniform(-1, 1))
            self.w.append(value)
        self.b = value

    def __call__(self, x):
        act = self.b
        for wi, xi in zip(self.w, x):
            act = act + wi * xi
        return act.tanh()

    def parameters(self):
        return self.w + [self.b]
