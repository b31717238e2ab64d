"""Your loop returns in its first turn, so that only the first input counts.

A return leaves the method on the spot, and the loop with it. The neuron then listens to its first
input only, and the other weights get gradient 0.

Call backward() on the output: which weights have a gradient?
"""

import random

from engine import Value

ID = "N19-first"

HINTS = (
    "How many turns does your loop make before the method ends?",
    "The loop collects; the squash and the return come once, after it.",
    "Indent the return as far as the for, and not as far as the line inside it.",
)

SEEN = "own analysis"


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        total = self.b
        for wi, xi in zip(self.w, x):
            total = total + wi * xi
            return total.tanh()

    def parameters(self):
        return [*self.w, self.b]
