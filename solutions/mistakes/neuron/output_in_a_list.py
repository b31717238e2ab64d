"""Your maths is right, but you return the output inside a list.

One neuron has one output, a Value. A list has no backward(), and a layer would collect lists where
the next layer needs Values.

Print neuron(x) and look for square brackets around the Value.
"""

import random

from engine import Value

ID = "N26-list"

HINTS = (
    "What does print(neuron(x)) show around the Value?",
    "Lists are for layers, which have several outputs. A neuron returns its one Value as it is.",
    "Take the square brackets away from the line with return.",
)

SEEN = "one public version"


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        pre_activation = sum((wi * xi for wi, xi in zip(self.w, x)), self.b)
        return [pre_activation.tanh()]

    def parameters(self):
        return [*self.w, self.b]
