"""The number inside the squashed Value is returned instead of the Value."""

import random as rnd

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w = [Value(rnd.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        act = self.b
        for wi, xi in zip(self.w, x):
            act = act + wi * xi
        out = act.tanh()
        return out.data

    def parameters(self):
        return [self.b] + self.w
