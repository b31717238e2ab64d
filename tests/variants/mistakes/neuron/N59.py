"""What came in is kept as Values, and listed with what learns."""

import random

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)
        self.inputs = []

    def __call__(self, x):
        self.inputs = [xi if isinstance(xi, Value) else Value(xi) for xi in x]
        act = self.b
        for wi, xi in zip(self.w, self.inputs):
            act = act + wi * xi
        return act.tanh()

    def parameters(self):
        return self.inputs + self.w + [self.b]
