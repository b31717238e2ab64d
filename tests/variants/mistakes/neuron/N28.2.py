"""The square brackets are put around the weight list and the bias together."""

import random

import engine


class Neuron:
    def __init__(self, nin):
        self.w = list(map(lambda _: engine.Value(random.uniform(-1, 1)), range(nin)))
        self.b = engine.Value(0.0)

    def __call__(self, x):
        dot = sum(w * xi for w, xi in zip(self.w, x))
        return (dot + self.b).tanh()

    def parameters(self):
        weights, bias = self.w, self.b
        return [weights, bias]
