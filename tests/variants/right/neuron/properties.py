"""One list holds everything, w and b are read-only properties, and the sum runs backwards."""

import random

import engine


class Neuron:
    def __init__(self, nin):
        self._all = [engine.Value(random.uniform(-1, 1)) for _ in range(nin)]
        self._all.append(engine.Value(0.0))

    @property
    def w(self):
        return self._all[:-1]

    @property
    def b(self):
        return self._all[-1]

    def __call__(self, x):
        i = len(self.w)
        acc = engine.Value(0.0)
        while i > 0:
            i -= 1
            acc = x[i] * self.w[i] + acc
        return (acc + self.b).tanh()

    def parameters(self):
        return list(self._all)
