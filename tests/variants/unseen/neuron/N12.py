"""The same Value listed nin times."""
import random
from engine import Value

class Neuron:
    def __init__(self, nin):
        weight = Value(random.uniform(-1, 1))
        self.w = []
        for _ in range(nin):
            self.w.append(weight)
        self.b = Value(0.0)

    def __call__(self, x):
        return (self.b + sum(w * xi for w, xi in zip(self.w, x))).tanh()

    def parameters(self):
        return self.w + [self.b]
