"""The weights go into a default list, which all neurons share and which grows."""

import random as rnd

from engine import Value


class Neuron:
    def __init__(self, nin, weights=[]):
        self.nin = nin
        self.w = weights
        for _ in range(nin):
            self.w.append(Value(rnd.uniform(-1, 1)))
        self.b = Value(0.0)

    def __call__(self, x):
        act = self.b
        for i in range(self.nin):
            act = act + self.w[i] * x[i]
        return act.tanh()

    def parameters(self):
        return self.w + [self.b]
