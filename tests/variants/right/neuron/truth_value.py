"""The neuron has a length and a truth value, and neither says whether it is there."""

import random

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)
        self.fired = False

    def __call__(self, x):
        out = sum((wi * xi for wi, xi in zip(self.w, x)), self.b).tanh()
        self.fired = out.data > 0
        return out

    def __bool__(self):
        return self.fired

    def __len__(self):
        return len(self.w)

    def parameters(self):
        return [*self.w, self.b]
