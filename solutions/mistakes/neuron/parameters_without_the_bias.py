"""Your parameters() leaves out the bias.

Training moves only what parameters() hands over, so a bias that is left out never learns. With all
biases missing, MLP(3, [4, 4, 1]) has 32 parameters instead of 41.

Print len(neuron.parameters()) of a Neuron(3): it should be 4.
"""

import random

from engine import Value

ID = "N27-bias"

HINTS = (
    "How many numbers can a Neuron(3) learn, and how many do you list?",
    "A neuron with nin inputs learns nin weights and one bias.",
    "Make a list of all the weights with the bias as one more item.",
)

SEEN = "one public version"


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        pre_activation = sum((wi * xi for wi, xi in zip(self.w, x)), self.b)
        return pre_activation.tanh()

    def parameters(self):
        return self.w
