"""The weights are added up, the inputs are added up, and the two sums are multiplied."""

from random import uniform

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w = [Value(uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        z = sum(self.w) * sum(x) + self.b
        return z.tanh()

    def parameters(self):
        return self.w + [self.b]
