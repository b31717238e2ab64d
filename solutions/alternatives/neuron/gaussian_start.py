"""The weights are drawn from a normal distribution, scaled by the number of inputs: random, and
different from each other.
"""

import random

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.gauss(0, 1) / nin**0.5) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        return sum((wi * xi for wi, xi in zip(self.w, x)), self.b).tanh()

    def parameters(self):
        return [*self.w, self.b]
