"""The output is a new Value made from the number of the sum, without a way back."""

from math import tanh
from random import uniform

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w = [Value(uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        z = self.b
        for i in range(len(self.w)):
            z = z + x[i] * self.w[i]
        number = tanh(z.data)
        return Value(number)

    def parameters(self):
        return self.w + [self.b]
