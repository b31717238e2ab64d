"""Inputs that are Values are turned into plain numbers before they are used."""

import random

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        numbers = []
        for value in x:
            if isinstance(value, Value):
                numbers.append(value.data)
            else:
                numbers.append(value)
        z = self.b
        for w, number in zip(self.w, numbers):
            z = z + w * number
        return z.tanh()

    def parameters(self):
        return self.w + [self.b]
