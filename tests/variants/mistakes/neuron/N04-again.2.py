"""A running total adds the tanh of each product to the bias, and the end is tanh again."""

import random as rnd

import engine


class Neuron:
    def __init__(self, nin: int):
        self.w: list[engine.Value] = [engine.Value(rnd.uniform(-1, 1)) for _ in range(nin)]
        self.b: engine.Value = engine.Value(0.0)

    def __call__(self, x) -> engine.Value:
        total = self.b
        n = len(self.w)
        i = 0
        while i < n:
            step = self.w[i] * x[i]
            step = step.tanh()
            total = step + total
            i = i + 1
        total = total.tanh()
        return total

    def parameters(self) -> list[engine.Value]:
        return self.w + [self.b]
