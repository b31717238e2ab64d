"""The call prints what it does on the way, and what it returns stays the same."""

import random

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        print("inputs:", x)
        pre_activation = sum((wi * xi for wi, xi in zip(self.w, x)), self.b)
        print("pre-activation:", pre_activation)
        out = pre_activation.tanh()
        print("output:", out)
        return out

    def parameters(self):
        return [*self.w, self.b]
