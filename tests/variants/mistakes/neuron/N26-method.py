"""The brackets after tanh are missing, so the method itself is returned."""

from random import uniform

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w = []
        for _ in range(nin):
            self.w.append(Value(uniform(-1, 1)))
        self.b = Value(0.0)

    def __call__(self, x):
        z = self.b
        for i, v in enumerate(x):
            z = z + v * self.w[i]
        out = z.tanh
        return out

    def parameters(self):
        return self.w + [self.b]
