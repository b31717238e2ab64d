"""tanh(z) is twice the sigmoid of 2z, minus 1, so this output is the same number with the same
gradients.
"""

import random

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        z = sum((wi * xi for wi, xi in zip(self.w, x)), self.b)
        sigmoid = 1 / (1 + (-2 * z).exp())
        return 2 * sigmoid - 1

    def parameters(self):
        return [*self.w, self.b]
