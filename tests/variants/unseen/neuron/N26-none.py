"""No return in __call__."""
import random
from engine import Value

class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)
        self.out = None

    def __call__(self, x):
        act = self.b
        for i in range(len(x)):
            act += self.w[i] * x[i]
        self.out = act.tanh()

    def parameters(self):
        return self.w + [self.b]
