"""The random number is drawn before the loop."""

import random

from engine import Value


class Neuron:
    def __init__(self, nin):
        r = random.uniform(-1, 1)
        self.w = []
        for _ in range(nin):
            self.w.append(Value(r))
        self.b = Value(0.0)

    def __call__(self, x):
        act = self.b
        for wi, xi in zip(self.w, x):
            act = act + wi * xi
        return act.tanh()

    def parameters(self):
        return self.w + [self.b]
