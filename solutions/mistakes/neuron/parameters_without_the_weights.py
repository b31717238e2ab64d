"""Your parameters() leaves out the weights.

Training moves only what parameters() hands over, so these weights would never learn. With all
weights missing, MLP(3, [4, 4, 1]) has 9 parameters instead of 41.

Print len(neuron.parameters()) of a Neuron(3): it should be 4.
"""

import random

from engine import Value

ID = "N27-weights"

HINTS = (
    "How many numbers can a Neuron(3) learn, and how many do you list?",
    "A neuron with nin inputs learns nin weights and one bias.",
    "Start the list with all the weights, and let the bias follow.",
)

SEEN = "own analysis"


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        pre_activation = sum((wi * xi for wi, xi in zip(self.w, x)), self.b)
        return pre_activation.tanh()

    def parameters(self):
        return [self.b]
