"""tanh is applied to the products only, and the bias is added to its result."""

import random

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def activate(self, z):
        return z.tanh()

    def __call__(self, x):
        weighted = 0.0
        for i, xi in enumerate(x):
            weighted = weighted + self.w[i] * xi
        activated = self.activate(weighted)
        return self.b + activated

    def parameters(self):
        return [self.b] + self.w
