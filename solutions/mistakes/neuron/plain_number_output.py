"""Your neuron returns a plain number, and its output should be a Value.

The number itself is right. But a float has no backward(), so nobody can ask how the weights made
it, and the layers before would never hear anything.

Print type(neuron(x)), and then try to call backward() on the output.
"""

import random

from engine import Value

ID = "N15-data"

HINTS = (
    "What type does your neuron return?",
    "data is for looking at a Value. What travels on through the network is the Value itself.",
    "Hand on the result of tanh as it is, without taking its data out.",
)

SEEN = "one public version, there in Layer"


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        pre_activation = sum((wi * xi for wi, xi in zip(self.w, x)), self.b)
        return pre_activation.tanh().data

    def parameters(self):
        return [*self.w, self.b]
