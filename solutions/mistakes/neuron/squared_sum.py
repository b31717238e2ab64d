"""You square the sum before tanh, so that your neuron loses its sign.

The square of a negative sum is positive, so the output can never be below 0: the neuron can say
yes, but not no. tanh takes the sum with its sign.

Call your neuron with some inputs, and then with the same inputs times -1 (and a bias of 0).
"""

import random

from engine import Value

ID = "N38"

HINTS = (
    "Can your neuron's output be negative?",
    "tanh works on the pre-activation itself, and its sign is part of the answer.",
    "Give the sum to tanh once, without multiplying it by itself first.",
)

SEEN = "own analysis"


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        pre_activation = sum((wi * xi for wi, xi in zip(self.w, x)), self.b)
        return (pre_activation * pre_activation).tanh()

    def parameters(self):
        return [*self.w, self.b]
