"""Your maths is right, but your parameters() is a generator.

A generator makes its items only when somebody asks, so it has no length and no positions. PyTorch
does it that way; this lesson counts its parameters with len, and so it asks for a list.

Write len(neuron.parameters()) and read the error.
"""

import random

from engine import Value

ID = "N32"

HINTS = (
    "How would you count what your parameters() gives?",
    "A method with yield gives a generator. One with return can give a list.",
    "Collect all the Values in one list, the weights and then the bias, and return that.",
)

SEEN = "one public version; parameters() of PyTorch is a generator, too"


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        pre_activation = sum((wi * xi for wi, xi in zip(self.w, x)), self.b)
        return pre_activation.tanh()

    def parameters(self):
        yield from self.w
        yield self.b
