"""You put a Value around every input, also around those that are Values already.

With numbers this works. In a network the second layer reads the Values of the first, and a Value
inside a Value is no number: there your neuron stops with an error.

Call your neuron with floats, and then with Values made from the same floats.
"""

import random

from engine import Value

ID = "N17-inputs"

HINTS = (
    "What are the inputs of a neuron in the second layer?",
    "The operations of Value wrap a plain number by themselves when they meet one.",
    "Multiply by the input as it is; if you want to wrap, do it only after asking its type.",
)

SEEN = "three public versions, by three authors"


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        pre_activation = sum((wi * Value(xi) for wi, xi in zip(self.w, x)), self.b)
        return pre_activation.tanh()

    def parameters(self):
        return [*self.w, self.b]
