"""Your list of parameters is right, but you made it a property.

A property is read without brackets. The lesson, like PyTorch, calls parameters() with brackets, and
then Python tries to call the list.

Write neuron.parameters() and read the error; then write it without brackets.
"""

import random

from engine import Value

ID = "N31-property"

HINTS = (
    "Which line above your method changes how it is used?",
    "A property looks like an attribute; a method is called. parameters is meant to be called.",
    "Take away the decorator, and keep the method as it is.",
)

SEEN = "own analysis"


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        pre_activation = sum((wi * xi for wi, xi in zip(self.w, x)), self.b)
        return pre_activation.tanh()

    @property
    def parameters(self):
        return [*self.w, self.b]
