"""The numbers of the weights are taken first."""

import random

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        numbers = [wi.data for wi in self.w]
        terms = [Value(number) * xi for number, xi in zip(numbers, x)]
        return sum(terms, self.b).tanh()

    def parameters(self):
        return self.w + [self.b]
