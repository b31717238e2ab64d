"""The bias is added after tanh."""
import random
from engine import Value

class Neuron(object):
    def __init__(self, nin):
        self.w = list(map(lambda _: Value(random.uniform(-1, 1)), range(nin)))
        self.b = Value(0.0)

    def _dot(self, x):
        total = 0.0
        for idx in range(len(self.w)):
            total += self.w[idx] * x[idx]
        return total

    def __call__(self, x):
        return self._dot(x).tanh() + self.b

    def parameters(self):
        return [p for p in self.w] + [self.b]
