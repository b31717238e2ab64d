"""The bias is joined to a list that is dropped, and the weights alone are returned."""

import random

import engine


class Neuron:
    def __init__(self, nin):
        self.w = [engine.Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = engine.Value(0.0)

    def __call__(self, x):
        act = sum((v * w for v, w in zip(x, self.w)), self.b)
        return act.tanh()

    def parameters(self):
        params = [w for w in self.w]
        params + [self.b]
        return params
