"""You put a Value around something that is a Value already.

Adding and multiplying Values gives a Value, and its data is a number. Wrapped once more, data is
itself a Value, and tanh cannot work with that. The outer one would know no parents, either.

Print the type of your sum before you wrap it, and the type of its data after.
"""

import random

from engine import Value

ID = "N17-sum"

HINTS = (
    "What type does your sum have before you put Value around it?",
    "Value is for numbers put in by hand; operations on Values wrap their results themselves.",
    "Take the outer Value away and go on with the sum as it is.",
)

SEEN = "LeslieKid/mini-nn"


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        pre_activation = Value(sum((wi * xi for wi, xi in zip(self.w, x)), self.b))
        return pre_activation.tanh()

    def parameters(self):
        return [*self.w, self.b]
