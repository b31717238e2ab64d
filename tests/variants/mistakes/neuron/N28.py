"""The list of weights is appended as one item, so there is a list in the list."""

from random import uniform

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w = [Value(uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        z = self.b
        for i, xi in enumerate(x):
            z = z + xi * self.w[i]
        return z.tanh()

    def parameters(self):
        params = []
        params.append(self.w)
        params.append(self.b)
        return params
