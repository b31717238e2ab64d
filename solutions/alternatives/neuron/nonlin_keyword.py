"""A keyword can switch tanh off, and by default it is on."""

import random

from engine import Value


class Neuron:
    def __init__(self, nin, nonlin=True):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)
        self.nonlin = nonlin

    def __call__(self, x):
        pre_activation = sum((wi * xi for wi, xi in zip(self.w, x)), self.b)
        return pre_activation.tanh() if self.nonlin else pre_activation

    def parameters(self):
        return [*self.w, self.b]
