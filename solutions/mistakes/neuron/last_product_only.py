"""Only the last product is left in your sum.

Each turn of your loop puts a new product in the place of the one before. The neuron then listens to
its last input only, and the other weights get gradient 0.

Call backward() on the output: which weights have a gradient?
"""

import random

from engine import Value

ID = "N19-last"

HINTS = (
    "What does your loop do with the product from the turn before?",
    "A running total needs something to start from, and each turn adds to it.",
    "Let the total begin as the bias; in each turn it becomes itself plus the new product.",
)

SEEN = "own analysis"


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        for wi, xi in zip(self.w, x):
            pre_activation = wi * xi
        return (pre_activation + self.b).tanh()

    def parameters(self):
        return [*self.w, self.b]
