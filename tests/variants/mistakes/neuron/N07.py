"""The total starts from the bias, and the bias is added again after the loop."""

from random import uniform

import engine


class Neuron:
    def __init__(self, nin):
        self.w = [engine.Value(uniform(-1, 1)) for _ in range(nin)]
        self.b = engine.Value(0.0)

    def __call__(self, x):
        total = self.b
        for wi, xi in zip(self.w, x):
            total = total + wi * xi
        total = total + self.b
        return total.tanh()

    def parameters(self):
        return self.w + [self.b]
