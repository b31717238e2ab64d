"""zip reads w without self, which is no name inside the method."""

from random import uniform

import engine


class Neuron:
    def __init__(self, nin):
        self.w = [engine.Value(uniform(-1, 1)) for _ in range(nin)]
        self.b = engine.Value(0.0)

    def __call__(self, x):
        products = [wi * xi for wi, xi in zip(w, x)]
        z = sum(products) + self.b
        return z.tanh()

    def parameters(self):
        return [*self.w, self.b]
