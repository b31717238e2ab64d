"""The loop multiplies the number of each weight."""

import random

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        act = self.b
        for i in range(len(self.w)):
            act = act + x[i] * self.w[i].data
        return act.tanh()

    def parameters(self):
        return self.w + [self.b]
