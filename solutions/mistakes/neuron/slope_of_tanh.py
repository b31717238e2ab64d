"""Your neuron returns the slope of tanh, and its output is tanh itself.

1 - tanh ** 2 belongs to the way back: it says how fast tanh moves, and the tanh method of Value
keeps note of that for you. The way forward passes on the height of the curve.

Set all weights and the bias to 0 and call the neuron: tanh gives 0, its slope there is 1.
"""

import random

from engine import Value

ID = "N50"

HINTS = (
    "Is the number that you return on the curve of tanh, or does it say how steep the curve is?",
    "The call is the forward pass. Slopes are the business of backward(), inside Value.",
    "Return what tanh of the sum gives, without squaring it and without taking it from 1.",
)

SEEN = "own analysis"


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        pre_activation = sum((wi * xi for wi, xi in zip(self.w, x)), self.b)
        return 1 - pre_activation.tanh() ** 2

    def parameters(self):
        return [*self.w, self.b]
