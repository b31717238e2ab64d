"""Every product is squashed on its own, and the results and the bias are added after that."""

import random

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        out = self.b
        for i in range(len(self.w)):
            signal = self.w[i] * x[i]
            out = out + signal.tanh()
        return out

    def parameters(self):
        return self.w + [self.b]
