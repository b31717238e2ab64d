"""The numbers come from a random generator of the file's own, drawn evenly from -1 to 1."""

import random

from engine import Value

GENERATOR = random.Random()


class Neuron:
    def __init__(self, nin):
        self.w = [Value(2 * GENERATOR.random() - 1) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        return sum((wi * xi for wi, xi in zip(self.w, x)), self.b).tanh()

    def parameters(self):
        return [*self.w, self.b]
