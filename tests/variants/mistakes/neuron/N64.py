"""The place of each weight is asked of the list of inputs."""

import random

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        products = [xi * self.w[list(x).index(xi)] for xi in x]
        return sum(products, self.b).tanh()

    def parameters(self):
        return self.w + [self.b]
