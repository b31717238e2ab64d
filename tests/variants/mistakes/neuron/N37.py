"""The products are averaged before the bias is added."""

from random import uniform

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.nin = nin
        self.w = [Value(uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        total = 0.0
        for i in range(self.nin):
            total = total + self.w[i] * x[i]
        mean = total / self.nin
        return (mean + self.b).tanh()

    def parameters(self):
        return self.w + [self.b]
