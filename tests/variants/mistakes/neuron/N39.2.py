"""All weights, all inputs and the bias are summed, and nothing is multiplied."""

import random

import engine


class Neuron:
    def __init__(self, nin):
        self.w = [engine.Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = engine.Value(0.0)

    def __call__(self, x):
        signal = sum(x, engine.Value(0.0))
        strength = sum(self.w)
        return (signal + strength + self.b).tanh()

    def parameters(self):
        return [*self.w, self.b]
