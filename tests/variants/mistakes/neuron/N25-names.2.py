"""The attributes are the private _w and _b instead of w and b."""

import random

import engine


class Neuron:
    def __init__(self, nin):
        self._w = [engine.Value(random.uniform(-1, 1)) for _ in range(nin)]
        self._b = engine.Value(0.0)

    def __call__(self, x):
        act = sum((self._w[i] * x[i] for i in range(len(self._w))), self._b)
        return act.tanh()

    def parameters(self):
        return [self._b, *self._w]
