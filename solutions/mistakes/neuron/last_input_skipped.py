"""Your loop stops one input too early, so the last one is not heard.

range leaves out its end by itself, and a while with < does so, too. With one more taken away, the
last weight is never used, and its gradient stays 0.

Print list(range(3)) and list(range(3 - 1)), and compare them with the places in a list of three.
"""

import random

from engine import Value

ID = "N54"

HINTS = (
    "Does your output move when you change the last input only?",
    "range(3) already ends with 2, which is the last place in a list of three.",
    "Let the loop run over the whole length of x, with nothing taken away from it.",
)

SEEN = "own analysis"


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        total = self.b
        for i in range(len(x) - 1):
            total = total + self.w[i] * x[i]
        return total.tanh()

    def parameters(self):
        return [*self.w, self.b]
