"""Your parameters() gives None: it returns nothing.

A function that ends without return gives None, and None has no length and no items: a list
that is made in it is lost.

Print neuron.parameters().
"""

import random

from engine import Value

ID = "N34-none"

HINTS = (
    "What does print(neuron.parameters()) show?",
    "What a method makes is lost at its end, unless it is returned.",
    "Let the last line of the method return one list with all weights and the bias.",
)

SEEN = "own analysis; BobertoBobkins has it in MLP"


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        pre_activation = sum((wi * xi for wi, xi in zip(self.w, x)), self.b)
        return pre_activation.tanh()

    def parameters(self):
        params = list(self.w)
        params.append(self.b)
