"""parameters() lists the numbers inside the Values."""

import random

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w = []
        for _ in range(nin):
            self.w.append(Value(random.uniform(-1, 1)))
        self.b = Value(0.0)

    def __call__(self, x):
        z = self.b
        for i in range(len(x)):
            z = z + x[i] * self.w[i]
        return z.tanh()

    def parameters(self):
        numbers = []
        for w in self.w:
            numbers.append(w.data)
        numbers.append(self.b.data)
        return numbers
