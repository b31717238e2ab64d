"""Each product goes through tanh, and the sum does not."""
from random import uniform
from engine import Value

class Neuron:
    def __init__(self, nin):
        self.w = [Value(uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        parts = []
        for wi, xi in zip(self.w, x):
            parts.append((wi * xi).tanh())
        result = self.b
        for p in parts:
            result = result + p
        return result

    def parameters(self):
        return self.w + [self.b]
