"""N46: You give your Value to math.tanh, which takes plain numbers only.

math knows nothing of Values, so it stops with a TypeError. And if it did take one, it would give
back a number, and the way back to the weights would be lost.

Try dir(Value) and look for operations that you know from math.

1. What is the type of the thing that you give to math.tanh?
2. A Value brings its own operations, and those remember their parents.
3. Call the tanh that belongs to the sum, with a dot after it, and return its result.
"""

import math


def __call__(self, x):
    pre_activation = sum((wi * xi for wi, xi in zip(self.w, x)), self.b)
    return math.tanh(pre_activation)
