"""One weight too many."""
import random
from engine import Value

class Neuron:
    def __init__(self, nin):
        self.w = []
        i = 0
        while i <= nin:
            self.w.append(Value(random.uniform(-1, 1)))
            i += 1
        self.b = Value(0.0)

    def __call__(self, x):
        s = self.b
        for w, xi in zip(self.w, x):
            s = s + w * xi
        return s.tanh()

    def parameters(self):
        return self.w + [self.b]
