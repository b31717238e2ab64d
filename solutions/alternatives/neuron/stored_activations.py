"""The neuron remembers its last input, sum and output, to be looked at; no later call uses them."""

import random

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)
        self.x = self.z = self.out = None

    def __call__(self, x):
        self.x = x
        self.z = sum((wi * xi for wi, xi in zip(self.w, x)), self.b)
        self.out = self.z.tanh()
        return self.out

    def parameters(self):
        return [*self.w, self.b]
