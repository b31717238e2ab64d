"""w is filled with floats, and each is wrapped anew in a throw-away Value during the call."""

from random import uniform

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.nin = nin
        self.w = [uniform(-1, 1) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        z = self.b
        for i in range(self.nin):
            weight = Value(self.w[i])
            z = z + weight * x[i]
        return z.tanh()

    def parameters(self):
        return self.w + [self.b]
