"""The squash is e^z / (e^z + 1): the logistic function in its other form."""

import random

import engine


class Neuron:
    def __init__(self, nin):
        self.w = [engine.Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = engine.Value(0.0)

    def __call__(self, x):
        z = sum((xi * wi for xi, wi in zip(x, self.w)), self.b)
        e = z.exp()
        return e * (e + 1) ** -1

    def parameters(self):
        params = [self.b]
        params += self.w
        return params
