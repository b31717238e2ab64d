"""The bias is added once for each input."""
from engine import Value
import random as rnd

class Neuron:
    def __init__(self, nin):
        self.w = [Value(rnd.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def one(self, i, xi):
        return self.w[i] * xi + self.b

    def __call__(self, x):
        total = Value(0.0)
        for i, xi in enumerate(x):
            total = total + self.one(i, xi)
        return total.tanh()

    def parameters(self):
        l = []
        for w in self.w:
            l.append(w)
        l.append(self.b)
        return l
