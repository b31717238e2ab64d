"""You add the bias once for every input.

There is a weight for every input, but one bias for the whole neuron, and it is added one time. With
three inputs yours counts three times, and its gradient is three times too large.

With all weights 0 and a bias of 0.1, compare neurons with one, two and three inputs: their outputs
should be the same.
"""

import random

from engine import Value

ID = "N08"

HINTS = (
    "How often is the bias added when there are three inputs?",
    "The products repeat, one for each input. The bias does not.",
    "Let the product alone repeat; the bias goes outside of that part, next to the sum.",
)

SEEN = "one public version, there with one bias for each weight"


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        pre_activation = sum(wi * xi + self.b for wi, xi in zip(self.w, x))
        return pre_activation.tanh()

    def parameters(self):
        return [*self.w, self.b]
