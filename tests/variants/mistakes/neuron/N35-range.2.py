"""A helper fills the weights with a comprehension over an int."""

import random

import engine


class Neuron:
    def __init__(self, nin):
        self.b = engine.Value(0.0)
        self.w = self.make_weights(nin)

    @staticmethod
    def make_weights(how_many):
        return [engine.Value(random.uniform(-1, 1), label=f"w{i}") for i in how_many]

    def __call__(self, x):
        return sum((xi * wi for xi, wi in zip(x, self.w)), self.b).tanh()

    def parameters(self):
        return [*self.w, self.b]
