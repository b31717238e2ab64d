"""The bias is subtracted."""
import random
from engine import Value

class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        weighted = Value(0.0)
        for w, xi in zip(self.w, x):
            weighted = weighted + w * xi
        z = weighted - self.b
        return z.tanh()

    def parameters(self):
        return self.w + [self.b]
