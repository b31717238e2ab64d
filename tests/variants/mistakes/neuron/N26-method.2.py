"""tanh of the bracketed sum is named and never called."""

import random

import engine


class Neuron:
    def __init__(self, nin):
        self.w = [engine.Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = engine.Value(0.0)

    def __call__(self, x):
        return (self.b + sum(map(lambda a, c: a * c, self.w, x))).tanh

    def parameters(self):
        return [p for p in self.w] + [self.b]
