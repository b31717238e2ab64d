"""The start of the sum is outside its brackets, so that the line makes a pair."""
import random
from engine import Value

class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        products = [w * xi for w, xi in zip(self.w, x)]
        z = sum(products), self.b
        out = z.tanh()
        return out

    def parameters(self):
        return self.w + [self.b]
