"""All weights start at zero."""
from engine import Value

class Neuron:
    def __init__(self, nin):
        self.w = [Value(0) for _ in range(nin)]
        self.b = Value(0)

    def __call__(self, x):
        return sum((w * xi for w, xi in zip(self.w, x)), self.b).tanh()

    def parameters(self):
        return self.w + [self.b]
