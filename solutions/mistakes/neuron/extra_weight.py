"""You make one weight more than there are inputs.

zip ends with the shorter list and says nothing, so the output is right. But the last weight never
takes part: it counts as a parameter and can learn nothing.

Print len(neuron.w) of a Neuron(3).
"""

import random

from engine import Value

ID = "N22-more"

HINTS = (
    "How many weights does your Neuron(3) have?",
    "One weight for each input. The bias is kept apart, as b, and needs no place among them.",
    "Count up to nin when you make the weights, and add nothing to it.",
)

SEEN = "own analysis; zip hides it, as karpathy/micrograd PR #107 reports"


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin + 1)]
        self.b = Value(0.0)

    def __call__(self, x):
        pre_activation = sum((wi * xi for wi, xi in zip(self.w, x)), self.b)
        return pre_activation.tanh()

    def parameters(self):
        return [*self.w, self.b]
