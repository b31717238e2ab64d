"""b is a list as long as w, and zip walks weights, biases and inputs together."""

import random

import engine


class Neuron:
    def __init__(self, nin):
        self.w = [engine.Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = [engine.Value(0.0) for _ in self.w]

    def __call__(self, x):
        return sum(b + x_ * w for x_, w, b in zip(x, self.w, self.b)).tanh()

    def parameters(self):
        params = []
        for w, b in zip(self.w, self.b):
            params.extend([w, b])
        return params
