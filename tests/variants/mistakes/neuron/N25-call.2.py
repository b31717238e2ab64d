"""The call method has one underscore on each side instead of two."""

import random as rnd

import engine


class Neuron:
    def __init__(self, nin):
        self.w = [engine.Value(rnd.uniform(-1, 1)) for _ in range(nin)]
        self.b = engine.Value(0.0)

    def _call_(self, x):
        total = sum(self.w[i] * x[i] for i in range(len(x)))
        return (total + self.b).tanh()

    def parameters(self):
        return [*self.w, self.b]
