"""You add the bias two times: in the sum, and once more after tanh.

The one in the sum is right. The second one lifts the whole curve, so that the output can go beyond
1 or -1. While the bias is 0 you cannot see it.

Set neuron.b.data to 2.0 and call the neuron: the output should still be less than 1.
"""

import random

from engine import Value

ID = "N57"

HINTS = (
    "In how many places does your call mention the bias?",
    "The bias has one place, inside the sum, and tanh comes last.",
    "Return what tanh gives, with nothing added to it; the sum can stay as it is.",
)

SEEN = "own analysis"


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        pre_activation = sum((wi * xi for wi, xi in zip(self.w, x)), self.b)
        return pre_activation.tanh() + self.b

    def parameters(self):
        return [*self.w, self.b]
