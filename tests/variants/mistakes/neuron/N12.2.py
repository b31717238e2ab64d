"""A list of length one is multiplied by nin, which repeats the same Value."""

from random import uniform

import engine


class Neuron:
    def __init__(self, nin):
        self.w = nin * [engine.Value(uniform(-1, 1))]
        self.b = engine.Value(0.0)

    def __call__(self, x):
        dot = sum(map(lambda w, v: w * v, self.w, x))
        return (dot + self.b).tanh()

    def parameters(self):
        return [*self.w, self.b]
