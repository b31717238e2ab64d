"""Your neuron squashes with the sigmoid, and this lesson uses tanh.

The two curves have the same shape, but the sigmoid runs from 0 to 1 and tanh from -1 to 1. With
tanh a neuron can say no as loudly as yes, and the next layer gets numbers of both signs.

Set all weights and the bias to 0 and call the neuron: tanh gives 0, the sigmoid 0.5.
"""

import random

from engine import Value

ID = "N05-sigmoid"

HINTS = (
    "What does your neuron say when the weighted sum is 0?",
    "The output should lie between -1 and 1, with 0 in the middle; that curve is tanh.",
    "No exp and no division are needed: the sum is a Value and has a tanh method.",
)

SEEN = "DebesheeSen/micrograd_pkg, as its default"


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        pre_activation = sum((wi * xi for wi, xi in zip(self.w, x)), self.b)
        return 1 / (1 + (-pre_activation).exp())

    def parameters(self):
        return [*self.w, self.b]
