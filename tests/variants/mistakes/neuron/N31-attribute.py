"""parameters is a list kept on self, so it cannot be called."""

import random

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)
        self.parameters = []
        for w in self.w:
            self.parameters.append(w)
        self.parameters.append(self.b)

    def __call__(self, x):
        z = self.b
        for i in range(len(self.w)):
            z = z + self.w[i] * x[i]
        return z.tanh()
