"""Weights and bias are plain numbers, and the sum is wrapped at the end."""
import random
from engine import Value

class Neuron:
    def __init__(self, nin):
        self.w = [random.uniform(-1, 1) for _ in range(nin)]
        self.b = 0.0

    def __call__(self, x):
        z = Value(self.b)
        for wi, xi in zip(self.w, x):
            z = z + xi * wi
        return z.tanh()

    def parameters(self):
        return self.w + [self.b]
