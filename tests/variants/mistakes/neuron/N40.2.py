"""The numerator of tanh, exp(z) - 1 / exp(z), is returned without the denominator."""

import random as rnd

import engine


class Neuron:
    def __init__(self, nin):
        self.w = [engine.Value(rnd.uniform(-1, 1)) for _ in range(nin)]
        self.b = engine.Value(0.0)

    def __call__(self, x):
        z = sum(self.w[i] * x[i] for i in range(len(x))) + self.b
        e = z.exp()
        return e - 1 / e

    def parameters(self):
        return [self.b] + self.w
