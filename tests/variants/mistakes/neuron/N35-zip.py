"""zip is given self and a bare w instead of self.w."""

import random as rnd

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w = [Value(rnd.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        z = self.b
        for weight, value in zip(self, w, x):
            z = z + weight * value
        return z.tanh()

    def parameters(self):
        return self.w + [self.b]
