"""The sum goes through relu instead of tanh."""

import random as rnd

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w = [Value(rnd.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0)

    def weighted_sum(self, inputs):
        s = self.b
        for j in range(len(inputs)):
            s = s + inputs[j] * self.w[j]
        return s

    def __call__(self, x):
        return self.weighted_sum(x).relu()

    def parameters(self):
        return self.w + [self.b]
