"""You drop the sign of the sum before tanh.

The sign says whether the neuron is for or against. Without it the output is never below 0, and for
a negative sum the gradients come back with the wrong sign, too.

Set all weights to 0 and the bias to -0.5: tanh(-0.5) is -0.4621, and yours is 0.4621.
"""

import random

from engine import Value

ID = "N38-abs"

HINTS = (
    "Can your neuron's output be negative?",
    "tanh takes negative numbers as well as positive ones, and keeps their sign.",
    "Take the condition and the minus away, and call tanh on the sum itself.",
)

SEEN = "own analysis"


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        pre_activation = sum((wi * xi for wi, xi in zip(self.w, x)), self.b)
        size = pre_activation if pre_activation.data > 0 else -pre_activation
        return size.tanh()

    def parameters(self):
        return [*self.w, self.b]
