"""Your weights are plain numbers, so they cannot receive a gradient.

The output is right, because numbers and Values multiply well. But a float keeps no record of where
it was used and has no grad, so backward() cannot tell it anything.

Call backward() on the output, and then ask neuron.w[0] for its grad.
"""

import random

from engine import Value

ID = "N11-weights"

HINTS = (
    "What is the type of neuron.w[0]?",
    "Everything that is to be learned must be a Value; a float has no grad.",
    "Wrap each random number in Value at the moment you make it, inside the list.",
)

SEEN = "own analysis"


class Neuron:
    def __init__(self, nin):
        self.w = [random.uniform(-1, 1) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        pre_activation = sum((wi * xi for wi, xi in zip(self.w, x)), self.b)
        return pre_activation.tanh()

    def parameters(self):
        return [*self.w, self.b]
