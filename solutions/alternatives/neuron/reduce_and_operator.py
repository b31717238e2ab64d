"""Functions from the standard library multiply and add, and they use the operations of Value."""

import functools
import operator
import random

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        products = map(operator.mul, self.w, x)
        return functools.reduce(operator.add, products, self.b).tanh()

    def parameters(self):
        return [*self.w, self.b]
