"""N11-float: Your neuron works with floats from start to end, and no Value is in it.

The output is the right number. But a float does not remember how you made it. It has no backward(),
no weight gets a grad, and so nothing in your neuron can learn.

Print neuron.w, neuron.b and neuron([1.0, 2.0]): do you find the word Value?

1. Which part of your neuron could receive a gradient?
2. Weights and bias are Values from the start; then all that is made from them is a Value, too.
3. Wrap the two starting numbers in Value, and use the tanh of the sum, not the one of math.
"""

import math


def __init__(self, nin):
    self.w = [random.uniform(-1, 1) for _ in range(nin)]
    self.b = 0.0


def __call__(self, x):
    pre_activation = sum((wi * xi for wi, xi in zip(self.w, x)), self.b)
    return math.tanh(pre_activation)
