"""The call starts by taking .data of everything in x, floats included."""

import random as rnd

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w = list(Value(rnd.uniform(-1, 1)) for _ in range(nin))
        self.b = Value(0.0)

    def __call__(self, x):
        data = [v.data for v in x]
        out = sum(d * w for d, w in zip(data, self.w))
        out = out + self.b
        return out.tanh()

    def parameters(self):
        params = []
        params.extend(self.w)
        params.append(self.b)
        return params
