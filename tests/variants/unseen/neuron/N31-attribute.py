"""parameters is an attribute."""
import random
from engine import Value

class Neuron:
    def __init__(self, nin):
        self.parameters = []
        self.w = []
        for _ in range(nin):
            w = Value(random.uniform(-1, 1))
            self.w.append(w)
            self.parameters.append(w)
        self.b = Value(0.0)
        self.parameters.append(self.b)

    def __call__(self, x):
        s = self.b
        for w, xi in zip(self.w, x):
            s = s + w * xi
        return s.tanh()
