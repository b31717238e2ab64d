"""The bias is appended to the weights themselves."""

import random

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        act = self.b
        for w, xi in zip(self.w, x):
            act = act + w * xi
        return act.tanh()

    def parameters(self):
        self.w.append(self.b)
        return self.w
