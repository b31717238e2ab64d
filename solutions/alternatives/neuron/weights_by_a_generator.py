"""A generator draws the weights, and a list keeps them before anybody reads them."""

import random

from engine import Value


class Neuron:
    def __init__(self, nin):
        drawn = (Value(random.uniform(-1, 1)) for _ in range(nin))
        self.w = list(drawn)
        self.b = Value(0.0)

    def __call__(self, x):
        return sum((wi * xi for wi, xi in zip(self.w, x)), self.b).tanh()

    def parameters(self):
        return [*self.w, self.b]
