"""A comprehension takes .data of each parameter before it is returned."""

from random import uniform

import engine


class Neuron:
    def __init__(self, nin: int):
        self.w = [engine.Value(uniform(-1, 1)) for _ in range(nin)]
        self.b = engine.Value(0.0)

    def __call__(self, x):
        return sum((xi * wi for xi, wi in zip(x, self.w)), self.b).tanh()

    def parameters(self) -> list[float]:
        everything = [*self.w, self.b]
        return [value.data for value in everything]
