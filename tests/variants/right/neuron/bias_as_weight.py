"""The bias is the weight of a constant input 1.0, and it is listed first."""

from itertools import chain
from random import uniform

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.b = Value(0.0, label="bias")
        self.w = [Value(uniform(-1, 1), label=f"w{i}") for i in range(nin)]

    def __call__(self, x):
        pairs = zip(self.parameters(), chain([1.0], x))
        return sum(p * xi for p, xi in pairs).tanh()

    def parameters(self):
        return [self.b, *self.w]
