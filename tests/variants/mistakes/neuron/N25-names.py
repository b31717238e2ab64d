"""The attributes are called weights and bias instead of w and b."""

from random import uniform

from engine import Value


class Neuron:
    def __init__(self, nin: int):
        self.weights: list[Value] = []
        for _ in range(nin):
            self.weights.append(Value(uniform(-1, 1)))
        self.bias: Value = Value(0.0)

    def __call__(self, x) -> Value:
        z = self.bias
        for weight, value in zip(self.weights, x):
            z = z + weight * value
        return z.tanh()

    def parameters(self) -> list[Value]:
        return self.weights + [self.bias]
