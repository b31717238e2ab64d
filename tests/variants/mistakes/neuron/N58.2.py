"""The squashed output gets noise on top."""

import random

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        z = sum((w * v for w, v in zip(self.w, x)), self.b)
        jitter = (random.random() - 0.5) / 10
        return (z + jitter).tanh()

    def parameters(self):
        return self.w + [self.b]
