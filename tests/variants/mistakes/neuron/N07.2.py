"""A helper adds the bias, and the call that uses the helper adds it as well."""

import random

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def pre_activation(self, x):
        products = [self.w[i] * x[i] for i in range(len(self.w))]
        return sum(products) + self.b

    def __call__(self, x):
        z = self.pre_activation(x)
        return (self.b + z).tanh()

    def parameters(self):
        params = []
        for w in self.w:
            params.append(w)
        params.append(self.b)
        return params
