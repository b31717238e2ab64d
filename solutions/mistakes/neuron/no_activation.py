"""Your neuron returns the weighted sum as it is, without tanh.

Layers without a squash in between add up to one single layer: a weighted sum of weighted sums is
again a weighted sum. tanh bends the line, and it keeps the output in (-1, 1).

Call your neuron with large inputs, such as 100.0, and see how far the output goes.
"""

import random

from engine import Value

ID = "N01"

HINTS = (
    "How large can your neuron's output become? How large should it be able to become?",
    "A neuron weighs, adds up and squashes. The squash is tanh, and it is the last of the three.",
    "The finished sum is a Value, and a Value can give its own tanh: return that.",
)

SEEN = "one public experiment on it; PjotrVr, sly-sloth and Bhav7 keep neurons linear on purpose"


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        pre_activation = sum((wi * xi for wi, xi in zip(self.w, x)), self.b)
        return pre_activation

    def parameters(self):
        return [*self.w, self.b]
