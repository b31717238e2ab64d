"""tanh in every turn of the loop: each sum is squashed before the next product."""

import random

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        z = self.b
        for wi, xi in zip(self.w, x):
            z = (z + wi * xi).tanh()
        return z

    def parameters(self):
        return self.w + [self.b]
