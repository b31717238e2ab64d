"""You work out the tanh, and then return the sum from before it.

A method of a Value never changes that Value: tanh makes a new one and leaves the old one as it was.
What you return is still the pre-activation, so it can leave (-1, 1).

Print the Value on which you call tanh, before and after the call: its data stays the same.
"""

import random

from engine import Value

ID = "N02"

HINTS = (
    "Where does the result of your tanh go?",
    "Every operation on a Value makes a new Value; it is lost unless somebody keeps it.",
    "Return what the tanh call gives back, and not the Value that you called it on.",
)

SEEN = "two public versions, by two authors"


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        pre_activation = sum((wi * xi for wi, xi in zip(self.w, x)), self.b)
        pre_activation.tanh()
        return pre_activation

    def parameters(self):
        return [*self.w, self.b]
