"""A list of numbers is repeated, and each gets a Value of its own."""

import random

from engine import Value


class Neuron:
    def __init__(self, nin):
        numbers = [random.uniform(-1, 1)] * nin
        self.w = [Value(number) for number in numbers]
        self.b = Value(0.0)

    def __call__(self, x):
        act = self.b
        for wi, xi in zip(self.w, x):
            act = act + wi * xi
        return act.tanh()

    def parameters(self):
        return self.w + [self.b]
