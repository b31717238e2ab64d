"""The result replaces the method on self before it is returned."""

import random

import engine


class Neuron:
    def __init__(self, nin):
        self.w = [engine.Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = engine.Value(0.0)

    def __call__(self, x):
        terms = [self.b] + [self.w[i] * x[i] for i in range(len(x))]
        return sum(terms).tanh()

    def parameters(self):
        found = self.w + [self.b]
        self.parameters = found
        return found
