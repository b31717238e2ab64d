"""A dataclass writes the constructor; it makes the neuron unhashable, and nothing in the lesson
needs a hash.
"""

import random
from dataclasses import dataclass, field

from engine import Value


@dataclass
class Neuron:
    nin: int
    w: list = field(init=False)
    b: Value = field(init=False)

    def __post_init__(self):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(self.nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        return sum((wi * xi for wi, xi in zip(self.w, x)), self.b).tanh()

    def parameters(self):
        return [*self.w, self.b]
