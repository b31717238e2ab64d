"""parameters() makes new Values that only look like the weights and the bias."""

import random

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        z = self.b
        for w, xi in zip(self.w, x):
            z = z + w * xi
        return z.tanh()

    def parameters(self):
        params = []
        for p in self.w + [self.b]:
            params.append(Value(p.data, label=p.label))
        return params
