"""The mean of the products instead of their sum."""
import random
from engine import Value

class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        n = len(self.w)
        mean = 0.0
        for w, xi in zip(self.w, x):
            mean = mean + w * xi * (1 / n)
        return (mean + self.b).tanh()

    def parameters(self):
        return self.w + [self.b]
