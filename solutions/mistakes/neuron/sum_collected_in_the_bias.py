"""You collect the sum in the bias itself, so that every call changes your neuron.

The first call is right. After it, b holds the whole sum, so the next call starts from there, and
the bias that training knows is no longer the one in use.

Call your neuron twice with the same input, and print neuron.b in between.
"""

import random

from engine import Value

ID = "N43"

HINTS = (
    "What is the bias of your neuron after a call?",
    "A call reads weights and bias and leaves both as they are.",
    "Copy the bias to a local name before the loop, and let that name grow.",
)

SEEN = "own analysis"


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        for wi, xi in zip(self.w, x):
            self.b += wi * xi
        return self.b.tanh()

    def parameters(self):
        return [*self.w, self.b]
