"""One list holds all that is learned, and w and b are properties that read it: the Values are the
same ones each time.
"""

import random

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.learned = [Value(random.uniform(-1, 1)) for _ in range(nin)] + [Value(0.0)]

    @property
    def w(self):
        return self.learned[:-1]

    @property
    def b(self):
        return self.learned[-1]

    def __call__(self, x):
        return sum((wi * xi for wi, xi in zip(self.w, x)), self.b).tanh()

    def parameters(self):
        return list(self.learned)
