"""A loop over range(2) uses two inputs, however many there are."""

import random as rnd

import engine


class Neuron:
    def __init__(self, nin: int):
        self.w = [engine.Value(rnd.uniform(-1, 1)) for _ in range(nin)]
        self.b = engine.Value(0.0)

    def __call__(self, x):
        z = self.b
        for i in range(2):
            z = z + self.w[i] * x[i]
        return z.tanh()

    def parameters(self):
        return [self.b] + self.w
