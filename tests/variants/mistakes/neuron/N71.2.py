"""sum() starts with the first product."""

import random

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        products = [w * xi for w, xi in zip(self.w, x)]
        return (sum(products, products[0]) + self.b).tanh()

    def parameters(self):
        return self.w + [self.b]
