"""There is only one weight, and every input is multiplied by it."""

import random

import engine


class Neuron:
    def __init__(self, nin):
        self.w = [engine.Value(random.uniform(-1, 1))]
        self.b = engine.Value(0.0)

    def __call__(self, x):
        z = sum((self.w[0] * xi for xi in x), self.b)
        return z.tanh()

    def parameters(self):
        return self.w + [self.b]
