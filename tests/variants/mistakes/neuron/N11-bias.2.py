"""The bias is a random float that never became a Value."""

import random

import engine


class Neuron:
    def __init__(self, nin: int):
        self.b: float = random.uniform(-1, 1)
        self.w = [engine.Value(random.uniform(-1, 1)) for _ in range(nin)]

    def __call__(self, x):
        products = (wi * xi for wi, xi in zip(self.w, x))
        return (sum(products) + self.b).tanh()

    def parameters(self):
        out = [self.b]
        out.extend(self.w)
        return out
