"""The seed is set anew for each neuron."""
import random
from engine import Value

class Neuron:
    def __init__(self, nin):
        random.seed(1337)
        self.w = []
        for _ in range(nin):
            self.w.append(Value(random.uniform(-1, 1)))
        self.b = Value(0.0)

    def __call__(self, x):
        z = self.b
        for w, xi in zip(self.w, x):
            z = z + w * xi
        return z.tanh()

    def parameters(self):
        return self.w + [self.b]
