"""Your neuron is written for two inputs, and it should read any number of them.

With two inputs it is right. With three or more it does not hear the others, and with one input it
stops with an error.

Make a Neuron(1) and a Neuron(5), and call both.
"""

import random

from engine import Value

ID = "N21"

HINTS = (
    "What does your neuron do with a third input?",
    "How many inputs there are is known only when a neuron is made: the code must fit any number.",
    "Replace the terms that you wrote out by a sum over the weights and inputs, taken in pairs.",
)

SEEN = "own analysis; the lecture works out a neuron with two inputs by hand first"


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        pre_activation = self.w[0] * x[0] + self.w[1] * x[1] + self.b
        return pre_activation.tanh()

    def parameters(self):
        return [*self.w, self.b]
