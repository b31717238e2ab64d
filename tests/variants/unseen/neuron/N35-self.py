"""w without self."""
import random
from engine import Value

class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        s = self.b
        for i in range(len(x)):
            s = s + w[i] * x[i]
        return s.tanh()

    def parameters(self):
        return self.w + [self.b]
