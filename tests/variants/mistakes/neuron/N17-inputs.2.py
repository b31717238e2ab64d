"""map(Value, x) makes a Value of each input without asking what it was."""

import random as rnd

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.b = Value(0.0)
        self.w = [Value(rnd.uniform(-1, 1)) for _ in range(nin)]

    def __call__(self, x):
        inputs = list(map(Value, x))
        z = sum(inp * w for inp, w in zip(inputs, self.w)) + self.b
        return z.tanh()

    def parameters(self):
        return [self.b, *self.w]
