"""Written for two inputs only."""
import random
from engine import Value

class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        w1, w2 = self.w
        x1, x2 = x
        n = w1 * x1 + w2 * x2 + self.b
        return n.tanh()

    def parameters(self):
        return self.w + [self.b]
