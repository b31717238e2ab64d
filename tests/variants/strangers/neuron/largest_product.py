"""Takes the largest product instead of the sum of the products."""

import random

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        products = [wi * xi for wi, xi in zip(self.w, x)]
        best = max(products, key=lambda p: p.data)
        return (best + self.b).tanh()

    def parameters(self):
        return self.w + [self.b]
