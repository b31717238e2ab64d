"""The output, a Value already, is wrapped in another Value."""

from random import uniform

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w = [Value(uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        total = self.b
        for wi, xi in zip(self.w, x):
            total = total + wi * xi
        out = total.tanh()
        return Value(out)

    def parameters(self):
        return self.w + [self.b]
