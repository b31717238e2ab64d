"""All your weights are one and the same Value.

A list times a number repeats what is in the list and makes nothing new: every place holds the same
object. Whoever moves one weight moves them all, so your neuron cannot tell its inputs apart.

Set neuron.w[0].data to 5.0 and print neuron.w.
"""

import random

from engine import Value

ID = "N12"

HINTS = (
    "Is neuron.w[0] the same object as neuron.w[1]?",
    "Repeating a list repeats the reference. A new Value has to be made for each place.",
    "Make the weights one by one: a comprehension over range(nin) that builds a Value each time.",
)

SEEN = "no Value example met; sixeleven.in explains the same trap with lists in a list"


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1))] * nin
        self.b = Value(0.0)

    def __call__(self, x):
        pre_activation = sum((wi * xi for wi, xi in zip(self.w, x)), self.b)
        return pre_activation.tanh()

    def parameters(self):
        return [*self.w, self.b]
