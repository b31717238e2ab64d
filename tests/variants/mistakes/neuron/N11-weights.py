"""The weights are plain floats, only the bias is a Value."""

import random

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w = []
        for _ in range(nin):
            self.w.append(random.uniform(-1, 1))
        self.b = Value(0.0)

    def __call__(self, x):
        act = self.b
        for wi, xi in zip(self.w, x):
            act = act + xi * wi
        return act.tanh()

    def parameters(self):
        return [*self.w, self.b]
