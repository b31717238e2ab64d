"""Numbers are taken out first, and one Value is made of their sum."""

import math
import random

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0)

    def __call__(self, x):
        numbers = [p.data for p in self.parameters()]
        z = numbers.pop()
        for number, xi in zip(numbers, x):
            z = z + number * xi
        return Value(math.tanh(z))

    def parameters(self):
        return self.w + [self.b]
