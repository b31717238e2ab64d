"""One weight too many is made."""

from random import uniform

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w = []
        for _ in range(0, nin + 1):
            self.w.append(Value(uniform(-1, 1)))
        self.b = Value(0.0)

    def __call__(self, x):
        act = self.b
        for i, xi in enumerate(x):
            act = act + self.w[i] * xi
        return act.tanh()

    def parameters(self):
        return self.w + [self.b]
