"""Every weight meets every input."""
import random
from engine import Value

class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        total = self.b
        for i in range(len(self.w)):
            for j in range(len(x)):
                total += self.w[i] * x[j]
        return total.tanh()

    def parameters(self):
        return self.w + [self.b]
