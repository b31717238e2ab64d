"""The output is appended to a list, and the list is returned."""

import random

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        outputs = []
        z = self.b
        for w, xi in zip(self.w, x):
            z = z + w * xi
        outputs.append(z.tanh())
        return outputs

    def parameters(self):
        return self.w + [self.b]
