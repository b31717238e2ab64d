"""The bias is a plain 0.0."""
from random import uniform
from engine import Value

class Neuron:
    def __init__(self, nin):
        self.w = [Value(uniform(-1, 1)) for _ in range(nin)]
        self.b = 0.0

    def __call__(self, x):
        acc = Value(0.0)
        for w, v in zip(self.w, x):
            acc = acc + w * v
        acc = acc + self.b
        return acc.tanh()

    def parameters(self):
        return self.w + [self.b]
