"""Your parameters() returns how many there are, and not the parameters themselves.

The count is right. But training needs the Values, and whoever has the list can count it with len.

Print neuron.parameters(): it should show a list of Values.
"""

import random

from engine import Value

ID = "N34-length"

HINTS = (
    "Can you go through the result of your parameters() in a for loop?",
    "parameters() answers which Values can be learned; the count follows from that.",
    "Return the list that you count: all the weights, and the bias as one more item.",
)

SEEN = "own analysis"


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        pre_activation = sum((wi * xi for wi, xi in zip(self.w, x)), self.b)
        return pre_activation.tanh()

    def parameters(self):
        return len(self.w) + 1
