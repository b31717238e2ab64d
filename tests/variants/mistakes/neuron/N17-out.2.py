"""A helper squashes, and wraps what it got in a Value."""

import random

import engine


class Neuron:
    def __init__(self, nin):
        self.w = [engine.Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = engine.Value(0.0)

    def squash(self, z):
        return engine.Value(z.tanh())

    def __call__(self, x):
        return self.squash(sum((w * v for w, v in zip(self.w, x)), self.b))

    def parameters(self):
        return [*self.w, self.b]
