"""Each neuron takes its bias from a class constant, and so they all get the same object."""

import random as rnd

import engine


class Neuron:
    START_BIAS = engine.Value(0.0)

    def __init__(self, nin):
        self.w = [engine.Value(rnd.uniform(-1, 1)) for _ in range(nin)]
        self.b = Neuron.START_BIAS

    def __call__(self, x):
        terms = [self.w[i] * x[i] for i in range(len(self.w))] + [self.b]
        return sum(terms).tanh()

    def parameters(self):
        params = self.w.copy()
        params.append(self.b)
        return params
