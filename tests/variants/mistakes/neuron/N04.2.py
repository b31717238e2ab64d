"""A helper squashes each connection, and the neuron adds these up with the bias."""

from random import uniform

import engine


class Neuron:
    def __init__(self, nin):
        self.b = engine.Value(0.0)
        self.w = [engine.Value(uniform(-1, 1)) for _ in range(nin)]

    @staticmethod
    def connection(weight, value):
        return (weight * value).tanh()

    def __call__(self, x):
        total = sum(map(self.connection, self.w, x))
        return total + self.b

    def parameters(self):
        out = [self.b]
        for weight in self.w:
            out.append(weight)
        return out
