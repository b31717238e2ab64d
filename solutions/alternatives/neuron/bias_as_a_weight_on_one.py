"""The bias is the weight of one more input that is always 1.0, which is the same maths."""

import random

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        weights = [*self.w, self.b]
        inputs = [*x, Value(1.0)]
        return sum(wi * xi for wi, xi in zip(weights, inputs)).tanh()

    def parameters(self):
        return [*self.w, self.b]
