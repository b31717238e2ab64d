"""The sum calls itself for what is left of the lists, and ends at the bias when nothing is left."""

import random

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        return self.weighted_sum(self.w, x).tanh()

    def weighted_sum(self, w, x):
        if not w:
            return self.b
        return w[0] * x[0] + self.weighted_sum(w[1:], x[1:])

    def parameters(self):
        return [*self.w, self.b]
