"""The squashed number is written into an empty Value that knows no parents."""

import math
import random

import engine


class Neuron:
    def __init__(self, nin):
        self.w = [engine.Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = engine.Value(0.0)

    def __call__(self, x):
        out = engine.Value(0.0, label="out")
        pre = sum([wi * xi for wi, xi in zip(self.w, x)]) + self.b
        out.data = math.tanh(pre.data)
        return out

    def parameters(self):
        return [*self.w, self.b]
