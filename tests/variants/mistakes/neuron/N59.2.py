"""The list of parameters grows by the inputs of a call."""

import random

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)
        self.last = None

    def __call__(self, x):
        vals = []
        for v in x:
            vals.append(v if type(v) is Value else Value(v))
        self.last = vals
        return sum((w * v for w, v in zip(self.w, vals)), self.b).tanh()

    def parameters(self):
        out = list(self.w)
        out.append(self.b)
        if self.last is not None:
            out.extend(self.last)
        return out
