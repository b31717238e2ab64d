"""The bias is added twice: the sum starts from it, and it is added again."""
import random
from engine import Value

class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        s = self.b
        for k in range(len(self.w)):
            s += self.w[k] * x[k]
        s += self.b
        out = s.tanh()
        return out

    def parameters(self):
        return self.w + [self.b]
