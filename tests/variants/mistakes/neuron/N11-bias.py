"""The bias is a plain 0.0, only the weights are Values."""

import random as rnd

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w = [Value(rnd.uniform(-1, 1)) for _ in range(nin)]
        self.b = 0.0

    def __call__(self, x):
        z = self.b
        for i in range(len(self.w)):
            z = z + self.w[i] * x[i]
        return z.tanh()

    def parameters(self):
        return self.w + [self.b]
