"""range is missing: the loop goes over the number nin itself."""

from random import uniform

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w = []
        for _ in nin:
            self.w.append(Value(uniform(-1, 1)))
        self.b = Value(0.0)

    def __call__(self, x):
        z = self.b
        for i, xi in enumerate(x):
            z = z + self.w[i] * xi
        return z.tanh()

    def parameters(self):
        return self.w + [self.b]
