"""The bias is not among the parameters."""
import random
from engine import Value

class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        s = self.b
        for w, xi in zip(self.w, x):
            s = s + xi * w
        return s.tanh()

    def parameters(self):
        result = []
        for w in self.w:
            result.append(w)
        return result
