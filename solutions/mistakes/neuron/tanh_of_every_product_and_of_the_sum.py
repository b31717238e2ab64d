"""N04-again: You squash each product by itself, and then their sum once more.

The squash at the end is right. The ones inside come too early: they flatten each product before the
neuron has heard the others, and their gradients are flattened with them.

Count how often tanh is called for three inputs: yours is four times, and once is right.

1. How many calls of tanh does one call of your neuron make?
2. Only the finished sum is squashed; the products go into it as they are.
3. Keep the tanh around the sum, and take away the one that repeats for each pair.
"""


def __call__(self, x):
    pre_activation = sum(((wi * xi).tanh() for wi, xi in zip(self.w, x)), self.b)
    return pre_activation.tanh()
