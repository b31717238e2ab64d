"""The bias is set to the weight at position 0."""

import random

from engine import Value


class Neuron:
    def __init__(self, nin):
        ws = []
        for _ in range(nin):
            ws.append(Value(random.uniform(-1, 1)))
        self.w = ws
        self.b = ws[0]

    def __call__(self, x):
        act = self.b
        for wi, xi in zip(self.w, x):
            act = act + wi * xi
        return act.tanh()

    def parameters(self):
        return self.w + [self.b]
