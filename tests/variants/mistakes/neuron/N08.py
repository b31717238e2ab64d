"""The bias is added inside the loop, once for every input."""

import random

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        act = 0
        for i, value in enumerate(x):
            act = act + value * self.w[i]
            act = act + self.b
        return act.tanh()

    def parameters(self):
        return [self.b, *self.w]
