"""You multiply the whole list of weights by the inputs, and lists cannot do that.

NumPy arrays and tensors multiply item by item, but Python's lists do not, so the line stops with a
TypeError. Here every product is made one at a time, of Values.

Try [1, 2] * [3, 4] at the prompt and read the error.
"""

import random

from engine import Value

ID = "N45"

HINTS = (
    "What are the types of the two things that you multiply?",
    "Each weight is multiplied by its own input, and the products are then added up.",
    "Walk over weights and inputs in pairs (zip), multiply each pair, and sum the products.",
)

SEEN = "own analysis"


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        pre_activation = self.w * x + self.b
        return pre_activation.tanh()

    def parameters(self):
        return [*self.w, self.b]
