"""The whole neuron works with floats and also answers with one."""

from math import tanh
from random import uniform


class Neuron:
    def __init__(self, nin):
        self.w = [uniform(-1, 1) for _ in range(nin)]
        self.b = 0.0

    def __call__(self, x):
        total = sum(w * v for w, v in zip(self.w, x)) + self.b
        return tanh(total)

    def parameters(self):
        return [*self.w, self.b]
