"""The line that should add the bias computes a new sum and drops it."""

import random as rnd

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w = [Value(rnd.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        z = 0
        for w, v in zip(self.w, x):
            z = z + v * w
        z + self.b
        return z.tanh()

    def parameters(self):
        return [*self.w, self.b]
