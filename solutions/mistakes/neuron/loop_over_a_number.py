"""You loop over the number nin itself, and a loop needs something to go through.

nin is one number. A for goes through the items of something, so Python stops with the words that an
int is not iterable, and no neuron is made.

Try list(range(3)), and then list(3).
"""

import random

from engine import Value

ID = "N35-range"

HINTS = (
    "What should the for in your __init__ go through?",
    "range turns a number into that many turns.",
    "Put range, with nin in its brackets, after the word in.",
)

SEEN = "LeslieKid, and one more author"


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in nin]
        self.b = Value(0.0)

    def __call__(self, x):
        pre_activation = sum((wi * xi for wi, xi in zip(self.w, x)), self.b)
        return pre_activation.tanh()

    def parameters(self):
        return [*self.w, self.b]
