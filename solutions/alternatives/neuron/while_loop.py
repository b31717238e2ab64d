"""A while loop walks over the positions from the last to the first, and a sum has no order."""

import random

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        total = 0.0
        i = len(self.w)
        while i > 0:
            i -= 1
            total = total + self.w[i] * x[i]
        return (total + self.b).tanh()

    def parameters(self):
        return [*self.w, self.b]
