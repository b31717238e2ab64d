"""One bias for each weight."""
import random
from engine import Value

class Neuron:
    def __init__(self, nin):
        self.w = []
        self.b = []
        for _ in range(nin):
            self.w.append(Value(random.uniform(-1, 1)))
            self.b.append(Value(0.0))

    def __call__(self, x):
        out = 0
        for i in range(len(x)):
            out += self.w[i] * x[i] + self.b[i]
        return out.tanh()

    def parameters(self):
        return self.w + self.b
