"""The total grows by +=, which makes a new Value in each turn and leaves the bias as it is."""

import random

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        total = self.b
        for wi, xi in zip(self.w, x):
            total += wi * xi
        return total.tanh()

    def parameters(self):
        return [*self.w, self.b]
