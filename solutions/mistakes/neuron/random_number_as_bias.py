"""Your bias is a random plain number, and it needs to be a Value to learn.

A random start is fine, also for a bias. But a plain float has no grad, so training can move all of
your weights, and the bias stays for ever where chance has put it.

Compare type(neuron.w[0]) with type(neuron.b).
"""

import random

from engine import Value

ID = "N11-random-bias"

HINTS = (
    "In what way is your bias made differently from your weights?",
    "Every parameter is a Value, and the bias is one of the parameters.",
    "Put Value around what you draw for the bias, just as you do for each weight.",
)

SEEN = "own analysis"


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = random.uniform(-1, 1)

    def __call__(self, x):
        pre_activation = sum((wi * xi for wi, xi in zip(self.w, x)), self.b)
        return pre_activation.tanh()

    def parameters(self):
        return [*self.w, self.b]
