"""The output is rounded into a new Value."""
import random
from engine import Value

class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        z = sum((w * xi for w, xi in zip(self.w, x)), self.b)
        out = z.tanh()
        return Value(round(out.data, 3))

    def parameters(self):
        return self.w + [self.b]
