"""You multiply every weight by every input, and each weight has only one.

Two loops inside each other make all pairs, and so does a sum of weights times a sum of inputs:
three inputs give nine products instead of three. Every input then counts the same, and the neuron
cannot tell them apart.

Exchange two inputs and call the neuron again: the output should change.
"""

import random

from engine import Value

ID = "N44"

HINTS = (
    "For three inputs, how many products does your neuron add up?",
    "The first weight goes with the first input, the second with the second: side by side.",
    "Take a weight and its input together, multiply them, and only then add; zip makes such pairs.",
)

SEEN = "own analysis"


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        total = self.b
        for wi in self.w:
            for xi in x:
                total = total + wi * xi
        return total.tanh()

    def parameters(self):
        return [*self.w, self.b]
