"""The sign of the pre-activation is taken away before tanh."""

import random as rnd

import engine


def absolute(value):
    return value if value.data >= 0 else -value


class Neuron:
    def __init__(self, nin):
        self.w = [engine.Value(rnd.uniform(-1, 1)) for _ in range(nin)]
        self.b = engine.Value(0.0)

    def __call__(self, x):
        z = sum(xi * wi for xi, wi in zip(x, self.w)) + self.b
        return absolute(z).tanh()

    def parameters(self):
        return [*self.w, self.b]
