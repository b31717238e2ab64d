"""tanh is called as if it changed the sum itself, and the sum is returned."""

import random

import engine


class Neuron:
    def __init__(self, nin):
        self.w = [engine.Value(random.uniform(-1.0, 1.0)) for _ in range(nin)]
        self.b = engine.Value(0.0)

    def __call__(self, x):
        z = self.b
        for weight, value in zip(self.w, x):
            z = z + weight * value
        z.tanh()
        return z

    def parameters(self):
        return [*self.w, self.b]
