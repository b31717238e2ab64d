"""The input stands on the left of each product and the bias in front of the sum; neither order
matters.
"""

import random

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        pre_activation = self.b + sum(xi * wi for xi, wi in zip(x, self.w))
        return pre_activation.tanh()

    def parameters(self):
        return [*self.w, self.b]
