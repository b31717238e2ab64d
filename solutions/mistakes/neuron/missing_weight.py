"""You make one weight fewer than there are inputs.

zip ends with the shorter list and says nothing: the last input has no weight and is never heard.

Print len(neuron.w) of a Neuron(3), and change the last input: does the output move?
"""

import random

from engine import Value

ID = "N22-fewer"

HINTS = (
    "How many weights does your Neuron(3) have?",
    "One weight for each input. range(n) has n numbers; range(1, n) has one fewer.",
    "Count from 0 up to nin when you make the weights, and take nothing away.",
)

SEEN = "own analysis; zip hides it, as karpathy/micrograd PR #107 reports"


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(1, nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        pre_activation = sum((wi * xi for wi, xi in zip(self.w, x)), self.b)
        return pre_activation.tanh()

    def parameters(self):
        return [*self.w, self.b]
