"""You round the output, and the Value around it does not know its past.

Rounding is for people who read. Small changes of a weight no longer show in the output, and the new
Value is made from a bare number, so backward() cannot find the weights.

Call backward() on the output and print neuron.w: is every grad 0?
"""

import random

from engine import Value

ID = "N56"

HINTS = (
    "Is the Value that you return the one that tanh has made?",
    "A neuron passes on the Value that tanh gives. Round only where you print.",
    "Return the result of tanh itself, with no round and no new Value around it.",
)

SEEN = "own analysis"


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        pre_activation = sum((wi * xi for wi, xi in zip(self.w, x)), self.b)
        out = pre_activation.tanh()
        return Value(round(out.data, 2))

    def parameters(self):
        return [*self.w, self.b]
