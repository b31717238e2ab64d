"""The inputs are turned into plain numbers first."""
import random
from engine import Value

def number(x):
    if isinstance(x, Value):
        return x.data
    return x

class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        x = [number(xi) for xi in x]
        act = self.b
        for wi, xi in zip(self.w, x):
            act += wi * xi
        return act.tanh()

    def parameters(self):
        return self.w + [self.b]
