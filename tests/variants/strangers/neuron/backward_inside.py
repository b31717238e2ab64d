"""backward() is called before the output is returned, so gradients are there twice later."""

import random

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        out = sum((wi * xi for wi, xi in zip(self.w, x)), self.b).tanh()
        out.backward()
        return out

    def parameters(self):
        return self.w + [self.b]
