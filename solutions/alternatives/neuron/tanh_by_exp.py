"""tanh is written out as (e^2z - 1) / (e^2z + 1) with the operations of Value, which is the same
function.
"""

import random

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        z = sum((wi * xi for wi, xi in zip(self.w, x)), self.b)
        e = (2 * z).exp()
        return (e - 1) / (e + 1)

    def parameters(self):
        return [*self.w, self.b]
