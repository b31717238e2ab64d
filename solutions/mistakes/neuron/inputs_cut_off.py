"""You take the numbers out of the inputs, and their history stays behind.

Inside a network, what comes in are the outputs of the layer before. If your neuron uses only their
numbers, backward() stops at this neuron, and all earlier layers get gradient 0.

Give your neuron Values as inputs, call backward(), and look at the grad of an input.
"""

import random

from engine import Value

ID = "N16"

HINTS = (
    "If the inputs are Values, does backward() get as far as them?",
    "An input may be a number or a Value, and * takes both: no conversion is needed.",
    "Multiply each weight by its input exactly as the input comes in.",
)

SEEN = "own analysis"


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        x = [xi.data if isinstance(xi, Value) else xi for xi in x]
        pre_activation = sum((wi * xi for wi, xi in zip(self.w, x)), self.b)
        return pre_activation.tanh()

    def parameters(self):
        return [*self.w, self.b]
