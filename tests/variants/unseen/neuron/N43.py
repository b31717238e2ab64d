"""The bias itself collects the sum."""
import random
from engine import Value

class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        for i, xi in enumerate(x):
            self.b = self.b + self.w[i] * xi
        return self.b.tanh()

    def parameters(self):
        return self.w + [self.b]
