"""Your neuron squashes with a leaky relu, and this lesson uses tanh.

A leaky relu lets a little of a negative sum through, and it is a good activation elsewhere. But it
has no upper end: where tanh stays below 1, a large sum goes on into the next layer as large as it
is.

Make the pre-activation 3.0 and then -3.0: tanh gives 0.9951 and -0.9951. What do you get?
"""

import random

from engine import Value

ID = "N05-leaky"

HINTS = (
    "How large can the output of your neuron become?",
    "tanh bends at both ends, and treats a negative sum as it treats a positive one.",
    "Take the condition and the 0.01 away, and call the tanh method of the sum in every case.",
)

SEEN = "own analysis"


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        pre_activation = sum((wi * xi for wi, xi in zip(self.w, x)), self.b)
        return pre_activation if pre_activation.data > 0 else 0.01 * pre_activation

    def parameters(self):
        return [*self.w, self.b]
