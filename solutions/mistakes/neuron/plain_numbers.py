"""N11-both: Your weights and your bias are plain numbers, so nothing in your neuron can learn.

Numbers give the right output, but they keep no record of how it was made. If you put a Value around
the result, it has no parents, and backward() stops there. In a network your neuron also reads
Values, and math.tanh takes none.

Print neuron.w[0] and neuron.b: both should be Values, from the start.

1. Which parts of your neuron are Values, and from which moment on?
2. If weights and bias are Values from the start, all that is made from them is a Value, too.
3. Wrap each starting number in Value; then the sum is a Value with a tanh of its own.
"""

import math


def __init__(self, nin):
    self.w = [random.uniform(-1, 1) for _ in range(nin)]
    self.b = 0.0


def __call__(self, x):
    pre_activation = sum((wi * xi for wi, xi in zip(self.w, x)), self.b)
    return Value(math.tanh(pre_activation))
