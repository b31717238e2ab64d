"""The total is set back to 0 at the start of every turn."""

import random

import engine


class Neuron:
    def __init__(self, nin):
        self.w = [engine.Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = engine.Value(0.0)

    def __call__(self, x):
        i = 0
        while i < len(self.w):
            acc = 0
            acc = acc + x[i] * self.w[i]
            i += 1
        z = acc + self.b
        return z.tanh()

    def parameters(self):
        params = [self.b]
        for w in self.w:
            params.append(w)
        return params
