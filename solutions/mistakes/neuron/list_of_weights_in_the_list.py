"""Your parameters() returns a list that has the list of weights inside it.

Whoever trains goes through the list once and expects a Value each time, but the first item of yours
is a list. MLP(3, [4, 4, 1]) counts 18 things instead of 41.

Print len(neuron.parameters()) of a Neuron(3), and the type of the first item.
"""

import random

from engine import Value

ID = "N28"

HINTS = (
    "What do you find at position 0 of your list?",
    "A flat list holds the Values themselves, with no list inside.",
    "Pour the weights out into the new list (a star does that), and put the bias after them.",
)

SEEN = "nested lists are the most common fault met, at all levels: 8 authors"


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        pre_activation = sum((wi * xi for wi, xi in zip(self.w, x)), self.b)
        return pre_activation.tanh()

    def parameters(self):
        return [self.w, self.b]
