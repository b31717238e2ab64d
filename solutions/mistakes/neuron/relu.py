"""Your neuron squashes with relu, and this lesson uses tanh.

relu is a good activation, and the micrograd repository uses it, so all the rest of your neuron is
right. Here the output lies in (-1, 1), and a negative sum has something to say as well: relu turns
it into 0 and sends no gradient back.

Choose inputs that make the sum negative, and look at the output and at the gradients.
"""

import random

from engine import Value

ID = "N05-relu"

HINTS = (
    "Which activation does this lesson ask for, and which one do you use?",
    "tanh is near -1 for very negative sums and near 1 for very positive ones; relu is 0 or more.",
    "Leave the sum as it is and call the other method of Value on it: tanh.",
)

SEEN = "karpathy/micrograd nn.py and 22 of 64 public rewrites; karpathy/micrograd PR #74, #88"


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        pre_activation = sum((wi * xi for wi, xi in zip(self.w, x)), self.b)
        return pre_activation.relu()

    def parameters(self):
        return [*self.w, self.b]
