"""Your maths is right, but you reset the random seed for every neuron.

The same seed gives the same numbers, so all your neurons start with the same weights, get the same
gradients and stay alike. A layer would then learn one thing only.

Make two neurons with three inputs each and print the weights of both.
"""

import random

from engine import Value

ID = "N42"

HINTS = (
    "How do the weights of two new neurons differ?",
    "A seed is set at most once, at the start of a program, and not by each neuron.",
    "Take the seed out of __init__; a script that wants repeatable numbers can set it.",
)

SEEN = "own analysis"


class Neuron:
    def __init__(self, nin):
        random.seed(42)
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        pre_activation = sum((wi * xi for wi, xi in zip(self.w, x)), self.b)
        return pre_activation.tanh()

    def parameters(self):
        return [*self.w, self.b]
