"""You return the method tanh itself, and not what it gives.

Without brackets a method is only named, and does not run. What leaves your neuron is a piece of
code, and not a Value.

Print neuron(x): you will see the words bound method.
"""

import random

from engine import Value

ID = "N26-method"

HINTS = (
    "Is what comes out of your neuron a Value?",
    "A method runs only with brackets after its name, also when it needs no arguments.",
    "Add an empty pair of brackets after tanh.",
)

SEEN = "own analysis"


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        pre_activation = sum((wi * xi for wi, xi in zip(self.w, x)), self.b)
        return pre_activation.tanh

    def parameters(self):
        return [*self.w, self.b]
