"""N63: You take the numbers out of the weights, so backward() does not get as far as them.

The output is the right number. But data is a plain number. It does not know the weight that it came
from. So every weight gets gradient 0 and learns nothing.

Call backward() on an output, and print the grad of each weight.

1. What is the type of each factor in your products?
2. A Value times a number is a Value that remembers both. A number taken out remembers nothing.
3. Multiply each weight itself with its input, without its data.
"""


def __call__(self, x):
    pre_activation = sum((wi.data * xi for wi, xi in zip(self.w, x)), self.b)
    return pre_activation.tanh()
