"""The list of weights is overwritten by the list with the bias."""

import random as rnd

import engine


class Neuron:
    def __init__(self, nin):
        self.b = engine.Value(0.0)
        self.w = [engine.Value(rnd.uniform(-1, 1)) for _ in range(nin)]

    def __call__(self, x):
        products = [self.w[i] * x[i] for i in range(len(self.w))]
        return (sum(products) + self.b).tanh()

    def parameters(self):
        params = self.w
        params = [self.b]
        return params
