"""tanh is written with exp, as 1 - 2 / (e^2z + 1), which is the same function."""

import random

from engine import Value


def tanh(z: Value) -> Value:
    return 1 - 2 / ((2 * z).exp() + 1)


class Neuron:
    def __init__(self, nin: int) -> None:
        self.w: list[Value] = []
        for _ in range(nin):
            self.w.append(Value(random.uniform(-1, 1)))
        self.b: Value = Value(0.0)

    def __call__(self, x) -> Value:
        products = [self.w[i] * x[i] for i in range(len(self.w))]
        return tanh(sum(products, self.b))

    def parameters(self) -> list[Value]:
        params = self.w[:]
        params.append(self.b)
        return params
