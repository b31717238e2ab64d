"""N63-products: You add up plain numbers, so backward() reaches the bias and nothing else.

The output is the right number. But the data of a Value is a plain number. It does not know the
weight and the input behind it. Both get gradient 0, and no weight learns.

Call backward() on an output, and print the grad of each weight.

1. What is the type of what you add up?
2. A sum of Values remembers what went into it. A sum of numbers remembers nothing.
3. Add up the products as they are, without their data.
"""


def __call__(self, x):
    pre_activation = sum(((wi * xi).data for wi, xi in zip(self.w, x)), self.b)
    return pre_activation.tanh()
