"""parameters() returns what append returns, which is None."""

import random as rnd

import engine


class Neuron:
    def __init__(self, nin):
        self.w = [engine.Value(rnd.uniform(-1, 1)) for _ in range(nin)]
        self.b = engine.Value(0.0)

    def __call__(self, x):
        act = sum((self.w[i] * x[i] for i in range(len(self.w))), self.b)
        return act.tanh()

    def parameters(self):
        return list(self.w).append(self.b)
