"""You multiply by each weight two times.

The square of a weight is never negative, so your neuron cannot count an input as a reason against.
The gradients differ, too: that of a weight near 0 is almost 0.

In a Neuron(1), set the weight to -1.0 and call it with [1.0]: tanh(-1.0) is -0.7616.
"""

import random

from engine import Value

ID = "N52"

HINTS = (
    "How often does the weight occur in one of your products?",
    "Each product has two factors: one weight and its input.",
    "Keep one of the two wi in the product, and multiply it by xi.",
)

SEEN = "own analysis"


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        pre_activation = sum((wi * wi * xi for wi, xi in zip(self.w, x)), self.b)
        return pre_activation.tanh()

    def parameters(self):
        return [*self.w, self.b]
