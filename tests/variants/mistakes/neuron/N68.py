"""The bias is appended to the weights."""

import random

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.b = Value(0.0)
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.w.append(self.b)

    def __call__(self, x):
        act = self.b
        for i in range(len(x)):
            act = act + self.w[i] * x[i]
        return act.tanh()

    def parameters(self):
        return list(self.w)
