"""A helper returns the pre-activation, and the call passes it on without tanh."""

import random as rnd
from functools import reduce
from operator import add

import engine


class Neuron:
    def __init__(self, nin):
        self.w = [engine.Value(rnd.uniform(-1, 1), label=f"w{i}") for i in range(nin)]
        self.b = engine.Value(0.0, label="b")

    def dot(self, x):
        return reduce(add, map(lambda pair: pair[0] * pair[1], zip(x, self.w)))

    def __call__(self, x):
        products = self.dot(list(x))
        return products + self.b

    def parameters(self):
        return self.w + [self.b]
