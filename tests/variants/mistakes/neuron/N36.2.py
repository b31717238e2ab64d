"""The sum starts from the negated bias, as if it were a threshold."""

import random as rnd

import engine


class Neuron:
    def __init__(self, nin):
        self.w = [engine.Value(rnd.uniform(-1, 1)) for _ in range(nin)]
        self.b = engine.Value(0.0)

    def __call__(self, x):
        threshold = -self.b
        z = sum((self.w[i] * x[i] for i in range(len(self.w))), threshold)
        return z.tanh()

    def parameters(self):
        return [*self.w, self.b]
