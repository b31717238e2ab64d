"""One list for all, and self.b is its last item."""

import random

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w = []
        for _ in range(nin):
            self.w.append(Value(random.uniform(-1, 1)))
        self.w += [Value(0.0)]
        self.b = self.w[nin]

    def __call__(self, x):
        act = Value(0.0)
        for w, xi in zip(self.w, list(x) + [1.0]):
            act = act + w * xi
        return act.tanh()

    def parameters(self):
        return [p for p in self.w]
