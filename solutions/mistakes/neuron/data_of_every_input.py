"""You ask every input for its data, and an input may be a plain number.

The first layer reads floats, and a float has no data. Where the inputs are Values, taking their
data cuts the graph, so that earlier layers get no gradient.

Call your neuron with floats; then with Values, and after backward() look at their gradients.
"""

import random

from engine import Value

ID = "N16-bare"

HINTS = (
    "Which kinds of input can your neuron read?",
    "A Value times a number works, and so does a Value times a Value: use the input as it is.",
    "Drop the attribute after the input, and multiply weight and input directly.",
)

SEEN = "own analysis"


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        pre_activation = sum((wi * xi.data for wi, xi in zip(self.w, x)), self.b)
        return pre_activation.tanh()

    def parameters(self):
        return [*self.w, self.b]
