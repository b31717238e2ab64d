"""w and parameters() are tuples, and __slots__ allows no other attribute."""

from random import uniform

from engine import Value


class Neuron:
    __slots__ = ("b", "w")

    def __init__(self, nin):
        self.w = tuple(Value(uniform(-1, 1)) for _ in range(nin))
        self.b = Value(0.0)

    def __call__(self, x):
        z = self.b
        for weight, value in zip(self.w, x):
            z = weight * value + z
        return z.tanh()

    def parameters(self):
        return (*self.w, self.b)
