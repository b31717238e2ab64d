"""Your parameters() returns plain numbers, and not the Values themselves.

Numbers are only a picture of the moment: they have no grad, and changing them changes nothing in
the neuron. Training needs hold of the Values.

Print neuron.parameters(): each item should show itself as a Value.
"""

import random

from engine import Value

ID = "N29-numbers"

HINTS = (
    "Can training change an item of your list, and does the neuron notice?",
    "data is for looking. What parameters() hands out are the Values that own the data.",
    "Leave the data inside, and list the weights and the bias as they are.",
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
        return [p.data for p in [*self.w, self.b]]
