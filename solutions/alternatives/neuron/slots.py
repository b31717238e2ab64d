"""With slots the neuron has w and b and room for nothing else, which is all it needs."""

import random

from engine import Value


class Neuron:
    __slots__ = ("b", "w")

    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        return sum((wi * xi for wi, xi in zip(self.w, x)), self.b).tanh()

    def parameters(self):
        return [*self.w, self.b]
