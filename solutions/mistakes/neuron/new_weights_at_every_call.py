"""You draw new weights at every call, so your neuron remembers nothing.

What a neuron has learned is in its weights. Drawn anew each time, they give a different output for
the same input, and whatever was learned is gone.

Call your neuron twice with the same input and compare the outputs.
"""

import random

from engine import Value

ID = "N23"

HINTS = (
    "Which weights does the second call of your neuron use?",
    "Weights are made once, when the neuron is made. A call reads them and changes nothing.",
    "Make the weights in __init__ only, and take that line out of the call.",
)

SEEN = "own analysis"


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        self.w = [Value(random.uniform(-1, 1)) for _ in x]
        pre_activation = sum((wi * xi for wi, xi in zip(self.w, x)), self.b)
        return pre_activation.tanh()

    def parameters(self):
        return [*self.w, self.b]
