"""The bias is added before and after tanh."""
import random
from engine import Value

class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        z = self.b
        for w, xi in zip(self.w, x):
            z = z + w * xi
        h = z.tanh()
        h = h + self.b
        return h

    def parameters(self):
        return self.w + [self.b]
