"""The output is kept on self and printed, and nothing is returned."""

import random

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)
        self.out = None

    def __call__(self, x):
        z = self.b
        for i in range(len(self.w)):
            z = z + self.w[i] * x[i]
        self.out = z.tanh()
        print(self.out)

    def parameters(self):
        return self.w + [self.b]
