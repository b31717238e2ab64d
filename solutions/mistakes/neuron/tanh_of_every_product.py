"""You squash each product by itself, and nothing squashes their sum.

A neuron gathers all that its inputs say and decides once, at the end. Squashed one by one, the
products can no longer outweigh each other as they should, and their sum can still leave (-1, 1).

Count how often tanh is called for three inputs: once is right. With one input and a bias of 0 you
will see no difference.
"""

import random

from engine import Value

ID = "N04"

HINTS = (
    "How often does tanh run in one call of your neuron?",
    "Weigh every input, add everything up, squash once: tanh comes after the sum, never inside it.",
    "Leave each product as it is, and let tanh come after everything has been added up.",
)

SEEN = "own analysis"


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        return sum(((wi * xi).tanh() for wi, xi in zip(self.w, x)), self.b)

    def parameters(self):
        return [*self.w, self.b]
