"""Every product is squashed on its own, and the sum with the bias is squashed once more."""

import random

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        squashed = []
        for w, value in zip(self.w, x):
            squashed.append((value * w).tanh())
        z = sum(squashed) + self.b
        return z.tanh()

    def parameters(self):
        return [*self.w, self.b]
