"""The call uses weights of its own, drawn on the spot, and not those in self.w."""

from random import uniform

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w = [Value(uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        w = [Value(uniform(-1, 1)) for _ in x]
        act = self.b
        for wi, xi in zip(w, x):
            act = act + wi * xi
        return act.tanh()

    def parameters(self):
        return self.w + [self.b]
