"""There are more methods and keywords than the lesson asks for, and all of the keywords have
defaults.
"""

import random

from engine import Value


class Neuron:
    def __init__(self, nin, *, low=-1.0, high=1.0, bias=0.0):
        self.nin = nin
        self.w = [Value(random.uniform(low, high)) for _ in range(nin)]
        self.b = Value(bias)

    def __call__(self, x, *, verbose=False):
        pre_activation = self.pre_activation(x)
        if verbose:
            print(pre_activation)
        return pre_activation.tanh()

    def pre_activation(self, x):
        return sum((wi * xi for wi, xi in zip(self.w, x)), self.b)

    def parameters(self):
        return [*self.w, self.b]

    def step(self, rate=0.1):
        for p in self.parameters():
            p.data -= rate * p.grad
