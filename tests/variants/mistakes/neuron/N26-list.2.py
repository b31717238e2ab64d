"""The return line builds a list of one item around the output."""

import random as rnd

import engine


class Neuron:
    def __init__(self, nin):
        self.w = [engine.Value(rnd.uniform(-1, 1)) for _ in range(nin)]
        self.b = engine.Value(0.0)

    def __call__(self, x):
        total = 0
        for i in range(len(x)):
            total += x[i] * self.w[i]
        total += self.b
        return [total.tanh()]

    def parameters(self):
        return [*self.w, self.b]
