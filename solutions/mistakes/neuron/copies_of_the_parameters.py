"""Your parameters() hands out copies, and not the Values that your neuron uses.

A new Value with the same data is another object: backward() never reaches it, so its grad stays 0,
and changing it changes nothing in the neuron.

Change the data of neuron.parameters()[0] and call the neuron: does the output move?
"""

import random

from engine import Value

ID = "N29-copies"

HINTS = (
    "Is neuron.parameters()[0] the very same object as neuron.w[0]?",
    "parameters() gives access to the Values that the neuron works with, so it makes no new ones.",
    "Put the existing Values into the list: the weights as they are, then the bias as it is.",
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
        return [Value(p.data) for p in [*self.w, self.b]]
