"""Your loop starts at 1, so the first input is not heard.

Places in a list are counted from 0. The first weight is never used in your neuron, its gradient
stays 0, and a neuron with a single input hears nothing at all.

Print list(range(1, 3)): which place of a list of three is missing?
"""

import random

from engine import Value

ID = "N55"

HINTS = (
    "Does your output move when you change the first input only?",
    "The first item of a list has the index 0, so that is where a loop has to begin.",
    "Start your loop at 0, or let it go over pairs of weights and inputs, without an index.",
)

SEEN = "own analysis"


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        total = self.b
        for i in range(1, len(x)):
            total = total + self.w[i] * x[i]
        return total.tanh()

    def parameters(self):
        return [*self.w, self.b]
