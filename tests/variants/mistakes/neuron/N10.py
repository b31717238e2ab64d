"""There is a bias for each input instead of one for the neuron."""

from random import uniform

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w = []
        self.b = []
        for _ in range(nin):
            self.w.append(Value(uniform(-1, 1)))
            self.b.append(Value(0.0))

    def __call__(self, x):
        z = 0
        for i in range(len(self.w)):
            z = z + self.w[i] * x[i] + self.b[i]
        return z.tanh()

    def parameters(self):
        return self.w + self.b
