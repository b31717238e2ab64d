"""A leaky relu in place of tanh."""
import random
from engine import Value

class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        s = sum((wi * xi for wi, xi in zip(self.w, x)), self.b)
        if s.data > 0:
            return s * 1.0
        else:
            return 0.01 * s

    def parameters(self):
        return self.w + [self.b]
