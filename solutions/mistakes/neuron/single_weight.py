"""You make a single weight, and each input needs one of its own.

zip ends with the shorter list and says nothing: only the first input has a weight, and the others
are never heard.

Print len(neuron.w) of a Neuron(3), and change the second input: does the output move?
"""

import random

from engine import Value

ID = "N22-single"

HINTS = (
    "How many weights does your Neuron(3) have?",
    "nin says how many inputs there are, and each of them has a weight.",
    "Make the weights in a comprehension over range(nin), one new Value for each.",
)

SEEN = "own analysis; zip hides it, as karpathy/micrograd PR #107 reports"


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1))]
        self.b = Value(0.0)

    def __call__(self, x):
        pre_activation = sum((wi * xi for wi, xi in zip(self.w, x)), self.b)
        return pre_activation.tanh()

    def parameters(self):
        return [*self.w, self.b]
