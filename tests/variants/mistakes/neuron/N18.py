"""The bias stands after the closing bracket and a comma, which makes a tuple."""

import random

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w = []
        for _ in range(nin):
            self.w.append(Value(random.uniform(-1, 1)))
        self.b = Value(0.0)

    def __call__(self, x):
        products = []
        for i in range(len(self.w)):
            products.append(self.w[i] * x[i])
        z = sum(products), self.b
        return z.tanh()

    def parameters(self):
        return self.w + [self.b]
