"""Your parameters() works once, and then puts its list in its own place.

The maths is right, and so is the list. But an attribute with the name of a method hides that
method, so the second call meets a list, which cannot be called.

Call neuron.parameters() two times in a row.
"""

import random

from engine import Value

ID = "N31-overwrite"

HINTS = (
    "What happens at the second call of parameters()?",
    "One name holds one thing: if self.parameters becomes a list, the method is out of reach.",
    "Return the list without storing it, or store it under another name.",
)

SEEN = "BobertoBobkinsIII/unfinished-micrograd, in Layer and MLP, and two more public versions"


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        pre_activation = sum((wi * xi for wi, xi in zip(self.w, x)), self.b)
        return pre_activation.tanh()

    def parameters(self):
        self.parameters = [*self.w, self.b]
        return self.parameters
