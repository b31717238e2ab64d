"""copy.copy is used on every weight and on the bias."""

import copy
import random as rnd

import engine


class Neuron:
    def __init__(self, nin):
        self.w = [engine.Value(rnd.uniform(-1, 1)) for _ in range(nin)]
        self.b = engine.Value(0.0)

    def __call__(self, x):
        z = 0
        i = 0
        while i < len(self.w):
            z = z + self.w[i] * x[i]
            i += 1
        return (z + self.b).tanh()

    def parameters(self):
        return [copy.copy(w) for w in self.w] + [copy.copy(self.b)]
