"""parameters() stores its list under its own name and can be called only once."""

from random import uniform

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w = [Value(uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        total = self.b
        for w, xi in zip(self.w, x):
            total = total + xi * w
        return total.tanh()

    def parameters(self):
        self.parameters = []
        self.parameters.extend(self.w)
        self.parameters.append(self.b)
        return self.parameters
