"""You use a name for the inputs that your method does not have.

The def line says how the input is called inside the method. Any other name is unknown there, so
Python stops with a NameError; the rest of your neuron may well be right.

Compare the name in the error with the names in the def line of __call__.
"""

import random

from engine import Value

ID = "N35-zip"

HINTS = (
    "Which name does the last line of the error show, and where is it defined?",
    "A method knows its own arguments, and what it finds on self.",
    "Write the inputs with one name only: the one in the def line, everywhere.",
)

SEEN = "tekknolagi, two names for one sum; naming and type slips have at least 12 authors"


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        pre_activation = sum((wi * xi for wi, xi in zip(self.w, xs)), self.b)
        return pre_activation.tanh()

    def parameters(self):
        return [*self.w, self.b]
