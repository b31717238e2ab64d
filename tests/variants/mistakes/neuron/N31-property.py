"""parameters is a property, so calling it calls the list."""

import random

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        z = self.b
        for i, w in enumerate(self.w):
            z = z + w * x[i]
        return z.tanh()

    @property
    def parameters(self):
        params = []
        for w in self.w:
            params.append(w)
        params.append(self.b)
        return params
