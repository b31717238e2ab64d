"""A call of your neuron gives None: it returns nothing.

A function that ends without return gives None. An output that is made and not returned is lost,
and the next layer would have to multiply by None.

Print neuron(x).
"""

import random

from engine import Value

ID = "N26-none"

HINTS = (
    "What does print(neuron(x)) show?",
    "A call hands back what stands after return; without return that is None.",
    "The last line makes the output and begins with return.",
)

SEEN = "ankitgpt18, a notebook with return 0.0 in its place"


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        pre_activation = sum((wi * xi for wi, xi in zip(self.w, x)), self.b)
        pre_activation.tanh()

    def parameters(self):
        return [*self.w, self.b]
