"""A helper called by __call__ draws new weights each time."""

import random

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.nin = nin
        self.b = Value(0.0)
        self.start()

    def start(self):
        self.w = []
        for _ in range(self.nin):
            self.w.append(Value(random.uniform(-1, 1)))

    def __call__(self, x):
        self.start()
        z = self.b
        for i in range(self.nin):
            z = z + self.w[i] * x[i]
        return z.tanh()

    def parameters(self):
        return self.w + [self.b]
