"""A dataclass, which compares by value and cannot be hashed, with a random bias."""

import random as rnd
from dataclasses import dataclass, field

import engine


@dataclass
class Neuron:
    nin: int
    w: list = field(init=False)
    b: engine.Value = field(init=False)

    def __post_init__(self):
        self.w = [engine.Value(rnd.uniform(-1, 1)) for _ in range(self.nin)]
        self.b = engine.Value(rnd.uniform(-1, 1))

    def __call__(self, x):
        total = 0
        for i in range(self.nin):
            total += x[i] * self.w[i]
        return (total + self.b).tanh()

    def parameters(self):
        return self.w + [self.b]
