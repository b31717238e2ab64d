"""New weights at every call."""
import random
from engine import Value

class Neuron:
    def __init__(self, nin):
        self.nin = nin
        self.reset()

    def reset(self):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(self.nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        self.w = []
        for _ in x:
            self.w.append(Value(random.uniform(-1, 1)))
        total = self.b
        for a, c in zip(self.w, x):
            total = total + a * c
        return total.tanh()

    def parameters(self):
        return self.w + [self.b]
