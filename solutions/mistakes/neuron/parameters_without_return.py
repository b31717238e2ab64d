"""Your parameters() makes the list, but does not return it.

A function that ends without return gives None, and None has no length and no items: nobody gets to
see your list.

Print neuron.parameters().
"""

import random

from engine import Value

ID = "N34-none"

HINTS = (
    "What does print(neuron.parameters()) show?",
    "What a method makes is lost at its end, unless it is returned.",
    "Add one last line to the method: return, followed by the name of your list.",
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
