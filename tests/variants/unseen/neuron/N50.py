"""The slope of tanh is returned."""
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
        t = z.tanh()
        return (1 - t) * (1 + t)

    def parameters(self):
        return self.w + [self.b]
