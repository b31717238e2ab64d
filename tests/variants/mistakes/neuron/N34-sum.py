"""A list and a Value are joined with +, without brackets around the bias."""

import random

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w = []
        for _ in range(nin):
            self.w.append(Value(random.uniform(-1, 1)))
        self.b = Value(0.0)

    def __call__(self, x):
        z = self.b
        for w, v in zip(self.w, x):
            z = z + v * w
        return z.tanh()

    def parameters(self):
        params = self.w + self.b
        return params
