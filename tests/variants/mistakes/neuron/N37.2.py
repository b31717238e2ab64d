"""The whole pre-activation, bias included, is divided by the number of inputs."""

import random

import engine


class Neuron:
    def __init__(self, nin):
        self.w = [engine.Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = engine.Value(0.0)

    def __call__(self, x):
        z = sum((w * v for w, v in zip(self.w, x)), self.b)
        z = z * (1 / len(self.w))
        return z.tanh()

    def parameters(self):
        return [self.b, *self.w]
