"""You give your Value to math.tanh, which takes plain numbers only.

math knows nothing of Values, so it stops with a TypeError. And if it did take one, it would give
back a number, and the way back to the weights would be lost.

Try dir(Value) and look for operations that you know from math.
"""

import math
import random

from engine import Value

ID = "N46"

HINTS = (
    "What is the type of the thing that you give to math.tanh?",
    "A Value brings its own operations, and those remember their parents.",
    "Call the tanh that belongs to the sum, with a dot after it, and return its result.",
)

SEEN = "own analysis"


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        pre_activation = sum((wi * xi for wi, xi in zip(self.w, x)), self.b)
        return math.tanh(pre_activation)

    def parameters(self):
        return [*self.w, self.b]
