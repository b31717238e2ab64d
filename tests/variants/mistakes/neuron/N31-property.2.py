"""A getter is turned into a property of the name parameters."""

import random as rnd

import engine


class Neuron:
    def __init__(self, nin):
        self.w = [engine.Value(rnd.uniform(-1, 1)) for _ in range(nin)]
        self.b = engine.Value(0.0)

    def __call__(self, x):
        return (sum(v * w for v, w in zip(x, self.w)) + self.b).tanh()

    def get_parameters(self):
        return [self.b, *self.w]

    parameters = property(get_parameters)
