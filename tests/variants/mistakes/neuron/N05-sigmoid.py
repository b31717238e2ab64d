"""The sum goes through the logistic function, 1 / (1 + exp(-z)), instead of tanh."""

from random import uniform

from engine import Value


def sigmoid(z):
    return 1 / (1 + (-z).exp())


class Neuron:
    def __init__(self, nin):
        self.w = []
        for _ in range(nin):
            self.w.append(Value(uniform(-1, 1)))
        self.b = Value(0.0)

    def __call__(self, x):
        z = self.b
        for i, xi in enumerate(x):
            z = z + self.w[i] * xi
        return sigmoid(z)

    def parameters(self):
        return self.w + [self.b]
