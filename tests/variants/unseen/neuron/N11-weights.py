"""The weights are plain numbers."""
import random
from engine import Value

class Neuron:
    def __init__(self, nin):
        self.w = []
        for _ in range(nin):
            self.w.append(random.uniform(-1, 1))
        self.b = Value(0.0)

    def __call__(self, x):
        s = self.b
        for w, xi in zip(self.w, x):
            s = s + w * xi
        return s.tanh()

    def parameters(self):
        return self.w + [self.b]
