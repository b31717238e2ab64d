"""You add the bias, a Value, to the weights, a list, and these do not add up.

With a list on its left, + joins two lists. Python asks the Value to help, and the error then speaks
of a float and a list, from deep inside the engine.

Print the types of neuron.w and of neuron.b, and then try to join two short lists with +.
"""

import random

from engine import Value

ID = "N34-sum"

HINTS = (
    "What are the types of the two things that you add?",
    "A list can be joined with a list only, so the bias needs a list of its own.",
    "Put square brackets around the bias, so that a list of one item joins the list of weights.",
)

SEEN = "own analysis"


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        pre_activation = sum((wi * xi for wi, xi in zip(self.w, x)), self.b)
        return pre_activation.tanh()

    def parameters(self):
        return self.w + self.b
