"""You add the bias after tanh, and it belongs in the sum before it.

Inside the sum, the bias moves the point at which the neuron turns from -1 to 1. Outside, it moves
the curve up or down as a whole, beyond 1 or -1. While the bias is 0 the two look the same.

Set neuron.b.data to 2.0 and call the neuron: the output should still be less than 1.
"""

import random

from engine import Value

ID = "N03"

HINTS = (
    "In which order does your neuron weigh, add and squash, and what comes last?",
    "tanh is the last thing that happens. Everything else, the bias too, is inside it.",
    "Let the bias join the products first; then ask the whole sum for its tanh.",
)

SEEN = "own analysis; its mirror image: arthurdouillard/deepcourse PR #9, lmjohns3/theanets #109"


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        return sum(wi * xi for wi, xi in zip(self.w, x)).tanh() + self.b

    def parameters(self):
        return [*self.w, self.b]
