"""The total is set anew in every turn, so only the last product is left."""

import random as rnd

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w = [Value(rnd.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        total = 0.0
        for i in range(len(self.w)):
            product = self.w[i] * x[i]
            total = self.b + product
        return total.tanh()

    def parameters(self):
        return self.w + [self.b]
