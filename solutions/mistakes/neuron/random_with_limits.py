"""You give random.random two limits, and it takes none.

random.random() always draws from 0 to 1 and takes no arguments, so Python stops and no neuron is
made. The module has another function, which takes a lower and an upper limit.

Look at help(random.random) and help(random.uniform).
"""

import random

from engine import Value

ID = "N35-random"

HINTS = (
    "How many arguments does random.random take?",
    "Weights are drawn evenly from -1 to 1; the function for that has uniform in its name.",
    "Keep the limits and exchange the name of the function in the module random.",
)

SEEN = "NilsVonXXL"


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.random(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        pre_activation = sum((wi * xi for wi, xi in zip(self.w, x)), self.b)
        return pre_activation.tanh()

    def parameters(self):
        return [*self.w, self.b]
