"""One plus e minus its inverse."""

import random

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        z = sum([w * xi for w, xi in zip(self.w, x)]) + self.b
        e = (z + z).exp()
        return 1 + e - e**-1

    def parameters(self):
        return self.w + [self.b]
