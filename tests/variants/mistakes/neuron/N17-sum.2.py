"""A helper wraps the sum of the products in a Value, and the bias is added to that."""

import random

import engine


class Neuron:
    def __init__(self, nin):
        self.w = [engine.Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = engine.Value(0.0)

    def dot(self, x):
        return engine.Value(sum(self.w[i] * x[i] for i in range(len(x))))

    def __call__(self, x):
        z = self.dot(x) + self.b
        return z.tanh()

    def parameters(self):
        return [*self.w, self.b]
