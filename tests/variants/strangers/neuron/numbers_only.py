import random

from engine import Value

class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        s = self.b.data
        for wi, xi in zip(self.w, x):
            s += wi.data * xi
        return Value(s).tanh()

    def parameters(self):
        return self.w + [self.b]
