"""math.tanh of the number of the sum is returned, which is a float."""

import math
import random

from engine import Value


class Neuron:
    def __init__(self, nin: int) -> None:
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def raw(self, x) -> Value:
        z = Value(0.0)
        for i, w in enumerate(self.w):
            z = z + w * x[i]
        return z + self.b

    def __call__(self, x) -> float:
        return math.tanh(self.raw(x).data)

    def parameters(self) -> list[Value]:
        return self.w + [self.b]
