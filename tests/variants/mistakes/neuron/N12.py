"""One Value is made before the loop and put into every place of w."""

import random

from engine import Value


class Neuron:
    def __init__(self, nin):
        start = Value(random.uniform(-1, 1))
        self.w = []
        for _ in range(nin):
            self.w.append(start)
        self.b = Value(0.0)

    def __call__(self, x):
        z = self.b
        for i in range(len(self.w)):
            z = z + self.w[i] * x[i]
        return z.tanh()

    def parameters(self):
        return self.w + [self.b]
