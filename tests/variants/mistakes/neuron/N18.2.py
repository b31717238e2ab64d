"""A helper returns the sum and the bias as a pair instead of adding them."""

from random import uniform

import engine


class Neuron:
    def __init__(self, nin):
        self.w = [engine.Value(uniform(-1, 1)) for _ in range(nin)]
        self.b = engine.Value(0.0)

    def pre_activation(self, x):
        return (sum(map(lambda w, v: v * w, self.w, x)), self.b)

    def __call__(self, x):
        return self.pre_activation(x).tanh()

    def parameters(self):
        return [*self.w, self.b]
