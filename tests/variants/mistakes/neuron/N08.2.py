"""A list of terms, each with the bias in it, is added up."""

import random as rnd

import engine


class Neuron:
    def __init__(self, nin):
        self.w = [engine.Value(rnd.uniform(-1, 1)) for _ in range(nin)]
        self.b = engine.Value(0.0)

    def term(self, i, xi):
        return self.b + self.w[i] * xi

    def __call__(self, x):
        terms = list(map(self.term, range(len(self.w)), x))
        z = terms[0]
        for t in terms[1:]:
            z = z + t
        return z.tanh()

    def parameters(self):
        return self.w + [self.b]
