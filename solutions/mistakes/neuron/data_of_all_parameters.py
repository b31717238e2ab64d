"""N74: You take the numbers out of the weights and the bias, and make a new Value at the end.

The output is the right number. But plain numbers do not know the Values that they came from. So the
new Value begins a graph of its own, and backward() reaches no weight and no bias.

Call backward() on an output, and print the grad of a weight and that of the bias.

1. What is the type of your sum before the last line?
2. A sum of Values is a Value, which has its own tanh and remembers what went into it.
3. Leave out each .data, and the new Value around the result; ask the sum for its tanh.
"""

import math


def __call__(self, x):
    pre_activation = sum((wi.data * xi for wi, xi in zip(self.w, x)), self.b.data)
    return Value(math.tanh(pre_activation))
