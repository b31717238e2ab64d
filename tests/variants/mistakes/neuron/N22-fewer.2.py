"""The last weight is counted as the bias, so there are nin - 1 weights."""

import random as rnd

from engine import Value


class Neuron:
    def __init__(self, nin):
        n_weights = nin - 1
        self.b = Value(0.0)
        self.w = list()
        for _ in range(n_weights):
            self.w.append(Value(rnd.uniform(-1, 1)))

    def __call__(self, x):
        act = self.b
        for w, v in zip(self.w, x):
            act = act + w * v
        return act.tanh()

    def parameters(self):
        return [*self.w, self.b]
