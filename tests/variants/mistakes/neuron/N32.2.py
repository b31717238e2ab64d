"""Round brackets around the comprehension make a generator of it."""

import random

import engine


class Neuron:
    def __init__(self, nin):
        self.w = [engine.Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = engine.Value(0.0)

    def __call__(self, x):
        z = 0
        for w, v in zip(self.w, x):
            z = z + w * v
        z = z + self.b
        return z.tanh()

    def parameters(self):
        return (p for p in [self.b, *self.w])
