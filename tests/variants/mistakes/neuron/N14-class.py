"""The bias is made once in the class body, so all neurons use the same one."""

import random

from engine import Value


class Neuron:
    b = Value(0.0)

    def __init__(self, nin):
        self.w = []
        for _ in range(nin):
            self.w.append(Value(random.uniform(-1, 1)))

    def __call__(self, x):
        total = self.b
        for w, xi in zip(self.w, x):
            total = total + w * xi
        return total.tanh()

    def parameters(self):
        return self.w + [self.b]
