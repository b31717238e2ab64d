"""The list w of the signature exists only once, so each new neuron extends that of the others."""

import random

import engine


class Neuron:
    def __init__(self, nin: int, w: list[engine.Value] = []):
        w += [engine.Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.w = w
        self.b = engine.Value(0.0)

    def __call__(self, x):
        z = sum((xi * wi for xi, wi in zip(x, self.w)), self.b)
        return z.tanh()

    def parameters(self):
        return [p for p in (*self.w, self.b)]
