"""A while loop with <= makes nin + 1 weights."""

import random

import engine


class Neuron:
    def __init__(self, nin):
        self.w = []
        i = 0
        while i <= nin:
            self.w.append(engine.Value(random.uniform(-1, 1), label=f"w{i}"))
            i += 1
        self.b = engine.Value(0.0, label="b")

    def __call__(self, x):
        z = sum(v * w for v, w in zip(x, self.w)) + self.b
        return z.tanh()

    def parameters(self):
        return [*self.w, self.b]
