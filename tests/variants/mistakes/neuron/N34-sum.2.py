"""The bias is added to an empty list and the weights with + and without brackets."""

import random as rnd

import engine


class Neuron:
    def __init__(self, nin):
        self.w = [engine.Value(rnd.uniform(-1, 1)) for _ in range(nin)]
        self.b = engine.Value(0.0)

    def __call__(self, x):
        products = [self.w[i] * x[i] for i in range(len(x))]
        return (self.b + sum(products)).tanh()

    def parameters(self):
        params = []
        params = params + self.w
        params = params + self.b
        return params
