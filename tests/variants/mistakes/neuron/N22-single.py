"""There is only one weight, whatever nin says, and only the first input meets it."""

from random import uniform

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w = [Value(uniform(-1, 1))]
        self.b = Value(0.0)

    def __call__(self, x):
        z = self.b
        for j in range(len(self.w)):
            z = z + self.w[j] * x[j]
        return z.tanh()

    def parameters(self):
        return self.w + [self.b]
