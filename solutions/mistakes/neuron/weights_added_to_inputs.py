"""You add each weight to its input, and a weight multiplies its input.

A weight says how much an input counts, so a weight of 0 must silence it. Added, it only moves the
total, as the bias does, and every input counts the same.

Set one weight to 0 and change its input: the output should not move.
"""

import random

from engine import Value

ID = "N39"

HINTS = (
    "Which operation stands between weight and input in your code?",
    "Weigh means multiply; the adding comes after that, over all products and the bias.",
    "Change the sign between the weight and its input from plus to times.",
)

SEEN = "own analysis"


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        pre_activation = sum((wi + xi for wi, xi in zip(self.w, x)), self.b)
        return pre_activation.tanh()

    def parameters(self):
        return [*self.w, self.b]
