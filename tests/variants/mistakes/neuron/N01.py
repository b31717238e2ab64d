"""The weighted sum with the bias is the output: nothing squashes it."""

from random import uniform

from engine import Value


class Neuron:
    def __init__(self, nin: int) -> None:
        self.nin = nin
        self.w = []
        for _ in range(nin):
            self.w.append(Value(uniform(-1, 1)))
        self.b = Value(0)

    def __call__(self, x):
        out = self.b
        for i in range(self.nin):
            out = out + x[i] * self.w[i]
        return out

    def parameters(self):
        params = list(self.w)
        params.append(self.b)
        return params
