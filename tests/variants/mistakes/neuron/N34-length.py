"""parameters() counts the parameters instead of listing them."""

from random import uniform

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w = [Value(uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        z = self.b
        for i in range(len(self.w)):
            z = z + x[i] * self.w[i]
        return z.tanh()

    def parameters(self):
        count = 0
        for _ in self.w:
            count += 1
        return count + 1
