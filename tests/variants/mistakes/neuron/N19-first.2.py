"""The helper that adds up the products returns after its first turn."""

from random import uniform

import engine


class Neuron:
    def __init__(self, nin):
        self.w = [engine.Value(uniform(-1, 1)) for _ in range(nin)]
        self.b = engine.Value(0.0)

    def dot(self, x):
        total = 0
        for k, v in enumerate(x):
            total = total + v * self.w[k]
            return total

    def __call__(self, x):
        return (self.dot(x) + self.b).tanh()

    def parameters(self):
        return [*self.w, self.b]
