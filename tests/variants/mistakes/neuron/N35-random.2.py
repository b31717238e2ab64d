"""The imported function random() takes no arguments, and it is given two."""

from random import random

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        act = sum(w * v for w, v in zip(self.w, x)) + self.b
        return act.tanh()

    def parameters(self):
        return [self.b, *self.w]
